// Add relationships HOLDS, for a load into an empty graph.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: ChangeSet.id, ChangeBatch.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:ChangeSet {id: row.from_id})
MATCH (b:ChangeBatch {id: row.to_id})
CREATE (a)-[r:HOLDS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
