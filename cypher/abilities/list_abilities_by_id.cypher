// The nodes Ability of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Ability.id
// Returns:
//   id          STRING  Ability.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Ability {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
