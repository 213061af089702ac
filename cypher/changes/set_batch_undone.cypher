// Note that a batch was taken back.
//
// Params:
//   $id      STRING   ChangeBatch.id
// Returns:
//   written  INTEGER  1, or 0: it was taken back before
MATCH (b:ChangeBatch {id: $id})
WHERE b.undone IS NULL
SET b.undone = true
RETURN count(b) AS written
