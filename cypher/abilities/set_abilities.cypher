// Change properties of nodes Ability; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {id, properties}
// Returns:
//   written   INTEGER      nodes found
UNWIND $rows AS row
MATCH (n:Ability {id: row.id})
SET n += row.properties
RETURN count(n) AS written
