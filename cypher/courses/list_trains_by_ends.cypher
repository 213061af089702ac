// The relationships TRAINS between these pairs with all that they hold; no row where there is none.
//
// Params:
//   $rows       LIST OF MAP  {from_id, to_id}: Course.id, Ability.id
// Returns:
//   id          STRING  of the relationship
//   properties  MAP     every property of it
UNWIND $rows AS row
MATCH (a:Course {id: row.from_id})-[r:TRAINS]->(b:Ability {id: row.to_id})
RETURN r.id AS id, properties(r) AS properties
ORDER BY id
