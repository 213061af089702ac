// What teaches and what tests knowledge points.
//
// Params:
//   $point_ids   LIST OF STRING  KnowledgePoint.id
// Returns:
//   point_id     STRING   KnowledgePoint.id
//   relation     STRING   TEACHES or TESTS
//   resource_id  STRING   Resource.id
//   kind         STRING   question, video, text, exercise or course
//   title        STRING   null for a question without one
//   stem         STRING   a question's text; null for others
//   url          STRING   where it is; null where it is in the graph alone
//   seconds      INTEGER  time of study; null where unknown
//   difficulty   FLOAT    0 easy to 1 hard; null where unknown
//   origin       STRING   who says that it teaches or tests the point
UNWIND $point_ids AS point_id
MATCH (k:KnowledgePoint {id: point_id})<-[t:TEACHES|TESTS]-(r:Resource)
RETURN k.id AS point_id, type(t) AS relation, r.id AS resource_id, r.kind AS kind,
       r.title AS title, r.stem AS stem, r.url AS url, r.seconds AS seconds,
       r.difficulty AS difficulty, coalesce(t.imported_origin, t.sources[0]) AS origin
ORDER BY point_id, relation, resource_id
