// Note that a migration is applied; the first note of it stays.
//
// Params:
//   $id          STRING   Migration.id
//   $properties  MAP      {id, version, title, checksum, applied_at}
// Returns:
//   written      INTEGER  1
MERGE (m:Migration {id: $id})
ON CREATE SET m += $properties
RETURN count(m) AS written
