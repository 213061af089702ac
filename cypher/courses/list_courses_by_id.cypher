// The nodes Course of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Course.id
// Returns:
//   id          STRING  Course.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Course {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
