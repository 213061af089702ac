// Nodes Redirect after an id, with all that they hold: a page of all of them.
//
// Params:
//   $after      STRING   Redirect.id; '' asks for the first page
//   $limit      INTEGER  most rows to return, 1 or more
// Returns:
//   id          STRING   Redirect.id
//   properties  MAP      every property of the node
MATCH (n:Redirect)
WHERE n.id > $after
RETURN n.id AS id, properties(n) AS properties
ORDER BY id
LIMIT $limit
