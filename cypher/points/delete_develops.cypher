// Remove relationships DEVELOPS.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: KnowledgePoint.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:KnowledgePoint {id: row.from_id})-[r:DEVELOPS]->(b:Ability {id: row.to_id})
DELETE r
RETURN count(*) AS written
