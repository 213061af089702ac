// Resources that neither teach nor test a knowledge point.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   resource_id  STRING  Resource.id
//   name         STRING  title or stem; '' without either
//   kind         STRING OR NULL  question, video, text, exercise or course
MATCH (r:Resource)
WHERE NOT EXISTS { MATCH (r)-[:TEACHES]->(:KnowledgePoint) }
  AND NOT EXISTS { MATCH (r)-[:TESTS]->(:KnowledgePoint) }
RETURN r.id AS resource_id, coalesce(r.title, r.stem, '') AS name, r.kind AS kind
ORDER BY resource_id
LIMIT $limit
