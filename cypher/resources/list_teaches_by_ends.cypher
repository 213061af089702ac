// The relationships TEACHES between these pairs with all that they hold; no row where there is none.
//
// Params:
//   $rows       LIST OF MAP  {from_id, to_id}: Resource.id, KnowledgePoint.id
// Returns:
//   id          STRING  of the relationship
//   properties  MAP     every property of it
UNWIND $rows AS row
MATCH (a:Resource {id: row.from_id})-[r:TEACHES]->(b:KnowledgePoint {id: row.to_id})
RETURN r.id AS id, properties(r) AS properties
ORDER BY id
