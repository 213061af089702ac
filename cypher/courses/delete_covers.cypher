// Remove relationships COVERS.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: Course.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Course {id: row.from_id})-[r:COVERS]->(b:KnowledgePoint {id: row.to_id})
DELETE r
RETURN count(*) AS written
