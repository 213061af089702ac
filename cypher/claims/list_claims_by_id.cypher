// The nodes Claim of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Claim.id
// Returns:
//   id          STRING  Claim.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Claim {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
