// The relationships REQUIRES to these nodes with all that they hold.
//
// Params:
//   $ids        LIST OF STRING  Ability.id
// Returns:
//   from_id     STRING  Job.id
//   to_id       STRING  Ability.id
//   properties  MAP     every property of the relationship
UNWIND $ids AS id
MATCH (b:Ability {id: id})<-[r:REQUIRES]-(a:Job)
RETURN a.id AS from_id, b.id AS to_id, properties(r) AS properties
ORDER BY from_id, to_id
