// The shortest chain of prerequisites from one knowledge point to another.
//
// Theme: prerequisites
//
// Params:
//   $point  STRING  KnowledgePoint.id
//   $other  STRING  KnowledgePoint.id, reached after it
// Returns:
//   steps   INTEGER  1 to 10
//   points  LIST OF STRING  every KnowledgePoint.id on the way
MATCH (a:KnowledgePoint {id: $point}), (b:KnowledgePoint {id: $other})
MATCH path = shortestPath((a)-[:PRECEDES*1..10]->(b))
RETURN length(path) AS steps, [k IN nodes(path) | k.id] AS points
ORDER BY steps
LIMIT 1
