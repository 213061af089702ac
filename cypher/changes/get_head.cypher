// Where the map is.
//
// Returns:
//   seq     INTEGER  the number of the newest changeset; 0: nothing was ever applied
MATCH (h:Head {id: 'head'})
RETURN h.seq AS seq
