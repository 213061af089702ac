// The nodes Framework of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Framework.id
// Returns:
//   id          STRING  Framework.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Framework {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
