// Add postings or bring them up to date.
//
// Params:
//   $rows     LIST OF MAP  {id, properties}
// Returns:
//   written   INTEGER      postings
UNWIND $rows AS row
MERGE (p:Posting {id: row.id})
SET p += row.properties
RETURN count(p) AS written
