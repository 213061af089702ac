// The batches of a changeset that hold, in the order they were written.
//
// Params:
//   $changeset_id  STRING  ChangeSet.id
// Returns:
//   id             STRING  ChangeBatch.id
//   changes        STRING  the changes: JSON lines, compressed, base64
MATCH (:ChangeSet {id: $changeset_id})-[:HOLDS]->(b:ChangeBatch)
WHERE b.undone IS NULL
RETURN b.id AS id, b.changes AS changes
ORDER BY b.seq
