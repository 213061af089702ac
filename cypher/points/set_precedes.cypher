// Change properties of relationships PRECEDES; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id, properties}: KnowledgePoint.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:KnowledgePoint {id: row.from_id})-[r:PRECEDES]->(b:KnowledgePoint {id: row.to_id})
SET r += row.properties
RETURN count(r) AS written
