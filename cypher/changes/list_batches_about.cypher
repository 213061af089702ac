// The batches that hold and may hold a subject, newest first: it lies between first and last.
//
// Params:
//   $subject   STRING   id of a node or a relationship
// Returns:
//   seq        INTEGER  the number of the changeset
//   at         STRING   when, UTC
//   author     STRING   who
//   note       STRING   what for
//   batch      INTEGER  the batch's place in its changeset, from 0
//   changes    STRING   JSON lines, compressed, base64
MATCH (b:ChangeBatch)<-[:HOLDS]-(c:ChangeSet)
WHERE b.first <= $subject AND b.last >= $subject AND b.undone IS NULL
RETURN c.seq AS seq, c.at AS at, c.author AS author, c.note AS note, b.seq AS batch,
       b.changes AS changes
ORDER BY seq DESC, batch DESC
