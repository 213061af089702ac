// Register a fitted model by kind and version.
//
// Params:
//   $id          STRING   Model.id
//   $properties  MAP      {kind, version, trained_at, data_hash, metrics, file}
// Returns:
//   written      INTEGER  1
MERGE (m:Model {id: $id})
SET m += $properties
RETURN count(m) AS written
