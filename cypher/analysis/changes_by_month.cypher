// How much the map changed each month, by what changed it.
//
// Theme: history
//
// Params:
//   $limit  INTEGER  most rows, the newest (default 24)
// Returns:
//   month       STRING  YYYY-MM
//   kind        STRING  import, mining, snapshot and the like
//   changesets  INTEGER  applied
//   changes     INTEGER  in them
MATCH (c:ChangeSet {state: 'applied'})
RETURN substring(c.at, 0, 7) AS month, c.kind AS kind, count(c) AS changesets,
       sum(c.changes) AS changes
ORDER BY month DESC, kind
LIMIT $limit
