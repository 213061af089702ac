// The relationships REQUIRES that start at these nodes, with all that they hold, by start.
//
// Params:
//   $from_ids   LIST OF STRING  Job.id
// Returns:
//   from_id     STRING  Job.id
//   joined      LIST    of {to_id, properties}, in no order: Ability.id, every property
UNWIND $from_ids AS from_id
MATCH (a:Job {id: from_id})-[r:REQUIRES]->(b:Ability)
RETURN a.id AS from_id, collect({to_id: b.id, properties: properties(r)}) AS joined
ORDER BY from_id
