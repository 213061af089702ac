// Add relationships TESTS, for a plan that knows them to be new.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Resource.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Resource {id: row.from_id})
MATCH (b:KnowledgePoint {id: row.to_id})
CREATE (a)-[r:TESTS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
