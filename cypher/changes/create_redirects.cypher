// Add nodes Redirect, for a plan that knows them to be new.
//
// Params:
//   $rows     LIST OF MAP  {id, properties}; the properties hold the id
// Returns:
//   written   INTEGER      nodes added
UNWIND $rows AS row
CREATE (n:Redirect {id: row.id})
SET n += row.properties
RETURN count(n) AS written
