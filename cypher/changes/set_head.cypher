// Lock the map for this transaction and count it.
//
// Params:
//   $step    INTEGER  1 to take the next number, 0 to lock only
// Returns:
//   seq      INTEGER  the number of the newest changeset, after the step
MATCH (h:Head {id: 'head'})
SET h.seq = h.seq + $step
RETURN h.seq AS seq
