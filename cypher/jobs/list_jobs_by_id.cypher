// The nodes Job of these ids with all that they hold; an unknown id has no row.
//
// Params:
//   $ids        LIST OF STRING  Job.id
// Returns:
//   id          STRING  Job.id
//   properties  MAP     every property of the node
UNWIND $ids AS id
MATCH (n:Job {id: id})
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
