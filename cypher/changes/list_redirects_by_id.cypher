// The nodes Redirect of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Redirect.id
// Returns:
//   id          STRING  Redirect.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Redirect {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
