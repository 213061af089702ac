// Which changeset the map is at, and whether it is whole: what a copy of the map is good for.
//
// Returns:
//   seq        INTEGER  the number of the newest changeset
//   changeset  STRING   its id; null: nothing was ever applied
//   state      STRING   applying, applied or undone; null as well
//   batches    INTEGER  how many batches it has written until now
MATCH (h:Head {id: 'head'})
OPTIONAL MATCH (c:ChangeSet {seq: h.seq})
OPTIONAL MATCH (:ChangeSet {seq: h.seq})-[:HOLDS]->(b:ChangeBatch)
RETURN h.seq AS seq, c.id AS changeset, c.state AS state, count(b) AS batches
ORDER BY changeset
LIMIT 1
