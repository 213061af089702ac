// Knowledge points that come before themselves, within six steps: there must be none.
//
// Theme: prerequisites
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   steps     INTEGER  of the shortest cycle, 1 to 6
MATCH path = (k:KnowledgePoint)-[:PRECEDES*1..6]->(after:KnowledgePoint)
WHERE after.id = k.id
RETURN k.id AS point_id, k.name AS name, min(length(path)) AS steps
ORDER BY steps, point_id
LIMIT $limit
