// Which changeset the map is at, and whether it is whole: what a copy of the map is good for.
//
// Returns:
//   seq        INTEGER  the number of the newest changeset
//   changeset  STRING   its id; null: nothing was ever applied
//   state      STRING   applying, applied or undone; null as well
MATCH (h:Head {id: 'head'})
OPTIONAL MATCH (c:ChangeSet {seq: h.seq})
RETURN h.seq AS seq, c.id AS changeset, c.state AS state
ORDER BY changeset
LIMIT 1
