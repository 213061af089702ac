// Which changeset the map was at, at a time; what is still being applied does not count.
//
// Params:
//   $at      STRING   UTC, ISO 8601 with milliseconds and Z
// Returns:
//   seq      INTEGER  the number of the newest changeset until then; null: there was none
//   first    STRING   when the first one was applied; null: nothing was ever applied
MATCH (c:ChangeSet)
WHERE c.state <> 'applying'
RETURN max(CASE WHEN c.at <= $at THEN c.seq END) AS seq, min(c.at) AS first
