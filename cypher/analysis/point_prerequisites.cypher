// What comes before a knowledge point, up to six steps, the nearest first.
//
// Theme: prerequisites
//
// Params:
//   $point  STRING  KnowledgePoint.id
//   $limit  INTEGER  most rows (default 100)
// Returns:
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   steps     INTEGER  on the shortest way, 1 to 6
MATCH path = (before:KnowledgePoint)-[:PRECEDES*1..6]->(:KnowledgePoint {id: $point})
RETURN before.id AS point_id, before.name AS name, min(length(path)) AS steps
ORDER BY steps, point_id
LIMIT $limit
