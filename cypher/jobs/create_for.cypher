// Add relationships FOR, for a load into an empty graph.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Posting.id, Job.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Posting {id: row.from_id})
MATCH (b:Job {id: row.to_id})
CREATE (a)-[r:FOR {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
