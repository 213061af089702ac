// Knowledge points that most others wait for, up to six steps after.
//
// Theme: prerequisites
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id    STRING  KnowledgePoint.id
//   name        STRING
//   dependents  INTEGER  points that come after it
MATCH (k:KnowledgePoint)-[:PRECEDES*1..6]->(after:KnowledgePoint)
RETURN k.id AS point_id, k.name AS name, count(DISTINCT after.id) AS dependents
ORDER BY dependents DESC, point_id
LIMIT $limit
