// Remove relationships TEACHES.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: Resource.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Resource {id: row.from_id})-[r:TEACHES]->(b:KnowledgePoint {id: row.to_id})
DELETE r
RETURN count(*) AS written
