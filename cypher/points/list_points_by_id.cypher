// The nodes KnowledgePoint of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  KnowledgePoint.id
// Returns:
//   id          STRING  KnowledgePoint.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:KnowledgePoint {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
