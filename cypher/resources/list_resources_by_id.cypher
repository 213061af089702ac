// The nodes Resource of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Resource.id
// Returns:
//   id          STRING  Resource.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Resource {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
