// Change properties of relationships COVERS; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id, properties}: Course.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Course {id: row.from_id})-[r:COVERS]->(b:KnowledgePoint {id: row.to_id})
SET r += row.properties
RETURN count(r) AS written
