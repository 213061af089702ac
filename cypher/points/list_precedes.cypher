// Every PRECEDES relationship that serves, as pairs of ids.
//
// Returns:
//   from_id  STRING  KnowledgePoint.id that comes first
//   to_id    STRING  KnowledgePoint.id that builds on it
MATCH (a:KnowledgePoint)-[:PRECEDES]->(b:KnowledgePoint)
RETURN a.id AS from_id, b.id AS to_id
ORDER BY from_id, to_id
