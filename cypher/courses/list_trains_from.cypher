// The relationships TRAINS from these nodes with all that they hold.
//
// Params:
//   $ids        LIST OF STRING  Course.id
// Returns:
//   from_id     STRING  Course.id
//   to_id       STRING  Ability.id
//   properties  MAP     every property of the relationship
UNWIND $ids AS id
MATCH (a:Course {id: id})-[r:TRAINS]->(b:Ability)
RETURN a.id AS from_id, b.id AS to_id, properties(r) AS properties
ORDER BY from_id, to_id
