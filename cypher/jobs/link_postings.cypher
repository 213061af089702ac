// Say which job postings are for.
//
// Params:
//   $rows     LIST OF MAP  {id, posting_id, job_id, properties}
// Returns:
//   written   INTEGER      relationships
UNWIND $rows AS row
MATCH (p:Posting {id: row.posting_id})
MATCH (j:Job {id: row.job_id})
MERGE (p)-[r:FOR {id: row.id}]->(j)
SET r += row.properties
RETURN count(r) AS written
