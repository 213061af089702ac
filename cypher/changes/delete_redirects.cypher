// Remove nodes Redirect that nothing is joined to.
//
// Params:
//   $rows     LIST OF MAP  {id}
// Returns:
//   written   INTEGER      nodes removed; what something is joined to stays
UNWIND $rows AS row
MATCH (n:Redirect {id: row.id})
WHERE NOT (n)--()
DELETE n
RETURN count(*) AS written
