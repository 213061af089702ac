// The relationships COVERS that start at these nodes, with all that they hold, by start.
//
// Params:
//   $from_ids   LIST OF STRING  Course.id
// Returns:
//   from_id     STRING  Course.id
//   joined      LIST    of {to_id, properties}, in no order: KnowledgePoint.id, every property
UNWIND $from_ids AS from_id
MATCH (a:Course {id: from_id})-[r:COVERS]->(b:KnowledgePoint)
RETURN a.id AS from_id, collect({to_id: b.id, properties: properties(r)}) AS joined
ORDER BY from_id
