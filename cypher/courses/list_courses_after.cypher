// Nodes Course after an id, with all that they hold: a page of all of them.
//
// Params:
//   $after      STRING   Course.id; '' asks for the first page
//   $limit      INTEGER  most rows to return, 1 or more
// Returns:
//   id          STRING   Course.id
//   properties  MAP      every property of the node
MATCH (n:Course)
WHERE n.id > $after
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
LIMIT $limit
