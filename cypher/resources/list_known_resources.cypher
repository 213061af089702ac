// Those of these resources that are known, with what they are.
//
// Params:
//   $ids         LIST OF STRING  Resource.id
// Returns:
//   resource_id  STRING          Resource.id
//   kind         STRING          question, video, text, exercise or course
UNWIND $ids AS id
MATCH (r:Resource {id: id})
RETURN r.id AS resource_id, r.kind AS kind
ORDER BY resource_id
