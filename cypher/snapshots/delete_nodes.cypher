// Take away nodes and what joins them, of a load that was interrupted; its changesets stay.
//
// Params:
//   $limit    INTEGER  most nodes to take away at once
// Returns:
//   written   INTEGER  nodes taken away; 0 when none is left but changesets and the server's own
MATCH (n)
WHERE NOT n:Head AND NOT n:Migration AND NOT n:ChangeSet
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(n) AS written
