// Add relationships PRECEDES, for a plan that knows them to be new.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: KnowledgePoint.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:KnowledgePoint {id: row.from_id})
MATCH (b:KnowledgePoint {id: row.to_id})
CREATE (a)-[r:PRECEDES {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
