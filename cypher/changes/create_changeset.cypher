// Add a changeset.
//
// Params:
//   $properties  MAP      {id, seq, at, author, kind, note, state, lease, owner, changes}
// Returns:
//   written      INTEGER  1
CREATE (c:ChangeSet {id: $properties.id})
SET c += $properties
RETURN count(c) AS written
