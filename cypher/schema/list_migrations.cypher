// The migrations that the graph has, oldest first.
//
// Returns:
//   version     INTEGER
//   title       STRING
//   checksum    STRING   SHA-256 of what was applied, 64 hex digits
//   applied_at  STRING   UTC time
MATCH (m:Migration)
RETURN m.version AS version, m.title AS title, m.checksum AS checksum, m.applied_at AS applied_at
ORDER BY version
