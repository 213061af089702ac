// Add a batch of changes to its changeset.
//
// Params:
//   $changeset_id  STRING   ChangeSet.id
//   $properties    MAP      {id, seq, first, last, size, changes}
// Returns:
//   written        INTEGER  1
MATCH (c:ChangeSet {id: $changeset_id})
CREATE (b:ChangeBatch {id: $properties.id})
SET b += $properties
CREATE (c)-[:HOLDS {id: c.id + '|HOLDS|' + b.id}]->(b)
RETURN count(b) AS written
