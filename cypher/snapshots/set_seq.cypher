// Let the map go on from a changeset's number.
//
// Params:
//   $seq      INTEGER  the number of the newest changeset that is loaded
// Returns:
//   written   INTEGER  1
MATCH (h:Head {id: 'head'})
SET h.seq = $seq
RETURN count(h) AS written
