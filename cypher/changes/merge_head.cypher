// Make the node that orders all changes of the map, and note the schema's version.
//
// Params:
//   $schema   STRING   the version
// Returns:
//   written   INTEGER  1
MERGE (h:Head {id: 'head'})
ON CREATE SET h.seq = 0
SET h.schema = $schema
RETURN count(h) AS written
