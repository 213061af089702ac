// The relationships PRECEDES to these nodes with all that they hold.
//
// Params:
//   $ids        LIST OF STRING  KnowledgePoint.id
// Returns:
//   from_id     STRING  KnowledgePoint.id
//   to_id       STRING  KnowledgePoint.id
//   properties  MAP     every property of the relationship
UNWIND $ids AS id
MATCH (b:KnowledgePoint {id: id})<-[r:PRECEDES]-(a:KnowledgePoint)
RETURN a.id AS from_id, b.id AS to_id, properties(r) AS properties
ORDER BY from_id, to_id
