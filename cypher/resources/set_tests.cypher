// Change properties of relationships TESTS; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id, properties}: Resource.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Resource {id: row.from_id})-[r:TESTS]->(b:KnowledgePoint {id: row.to_id})
SET r += row.properties
RETURN count(r) AS written
