// Remove nodes Resource that nothing is joined to.
//
// Params:
//   $rows     LIST OF MAP  {id}
// Returns:
//   written   INTEGER      nodes removed; what something is joined to stays
UNWIND $rows AS row
MATCH (n:Resource {id: row.id})
WHERE NOT (n)--()
DELETE n
RETURN count(*) AS written
