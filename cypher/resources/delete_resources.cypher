// Remove nodes Resource that nothing is joined to.
//
// Params:
//   $rows     LIST OF MAP  {id}
// Returns:
//   written   INTEGER      nodes found
UNWIND $rows AS row
MATCH (n:Resource {id: row.id})
DELETE n
RETURN count(*) AS written
