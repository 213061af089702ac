// Make the node that orders all changes of the map; one that is there stays as it is.
//
// Returns:
//   written   INTEGER  1
MERGE (h:Head {id: 'head'})
ON CREATE SET h.seq = 0
RETURN count(h) AS written
