// The longest chains of prerequisites, up to eight steps, whole from first to last.
//
// Theme: prerequisites
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   steps     INTEGER  1 to 8
//   first_id  STRING  KnowledgePoint.id
//   last_id   STRING  KnowledgePoint.id
//   points    LIST OF STRING  every KnowledgePoint.id on the way
MATCH path = (first:KnowledgePoint)-[:PRECEDES*1..8]->(last:KnowledgePoint)
WHERE NOT EXISTS { MATCH (:KnowledgePoint)-[:PRECEDES]->(first) }
  AND NOT EXISTS { MATCH (last)-[:PRECEDES]->(:KnowledgePoint) }
RETURN length(path) AS steps, first.id AS first_id, last.id AS last_id,
       [k IN nodes(path) | k.id] AS points
ORDER BY steps DESC, first_id, last_id, points
LIMIT $limit
