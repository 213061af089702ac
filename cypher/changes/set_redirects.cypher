// Change properties of nodes Redirect; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {id, properties}
// Returns:
//   written   INTEGER      nodes found
UNWIND $rows AS row
MATCH (n:Redirect {id: row.id})
SET n += row.properties
RETURN count(n) AS written
