// What the later changesets hold, newest first, also what was taken back: for going back in time.
//
// Params:
//   $seq       INTEGER  the number of the changeset to go back to
// Returns:
//   seq        INTEGER  the number of a later changeset
//   kind       STRING   import, mining, ...; bulk: a whole map was loaded, which no batch holds
//   state      STRING   applying, applied or undone
//   of         INTEGER  how many changes it says it holds
//   batch      INTEGER  the batch's place in its changeset, from 0; null: it holds none
//   size       INTEGER  how many changes the batch holds; null as well
//   changes    STRING   JSON lines, compressed, base64; null as well
MATCH (c:ChangeSet)
WHERE c.seq > $seq
OPTIONAL MATCH (c)-[:HOLDS]->(b:ChangeBatch)
RETURN c.seq AS seq, c.kind AS kind, c.state AS state, c.changes AS of,
       b.seq AS batch, b.size AS size, b.changes AS changes
ORDER BY seq DESC, batch DESC
