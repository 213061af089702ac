// The relationships PRECEDES that start at these nodes, with all that they hold, by start.
//
// Params:
//   $from_ids   LIST OF STRING  KnowledgePoint.id
// Returns:
//   from_id     STRING  KnowledgePoint.id
//   joined      LIST    of {to_id, properties}, in no order: KnowledgePoint.id, every property
UNWIND $from_ids AS from_id
MATCH (a:KnowledgePoint {id: from_id})-[r:PRECEDES]->(b:KnowledgePoint)
RETURN a.id AS from_id, collect({to_id: b.id, properties: properties(r)}) AS joined
ORDER BY from_id
