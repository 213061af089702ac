// The relationships PART_OF to these nodes with all that they hold.
//
// Params:
//   $ids        LIST OF STRING  Ability.id
// Returns:
//   from_id     STRING  Ability.id
//   to_id       STRING  Ability.id
//   properties  MAP     every property of the relationship
UNWIND $ids AS id
MATCH (b:Ability {id: id})<-[r:PART_OF]-(a:Ability)
RETURN a.id AS from_id, b.id AS to_id, properties(r) AS properties
ORDER BY from_id, to_id
