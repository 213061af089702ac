// Who changed the map, most changes first.
//
// Theme: history
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   author      STRING
//   changesets  INTEGER  applied
//   changes     INTEGER  in them
//   last        STRING  the newest, UTC
MATCH (c:ChangeSet {state: 'applied'})
RETURN c.author AS author, count(c) AS changesets, sum(c.changes) AS changes, max(c.at) AS last
ORDER BY changes DESC, author
LIMIT $limit
