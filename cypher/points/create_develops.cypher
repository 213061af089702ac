// Add relationships DEVELOPS, for a plan that knows them to be new.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: KnowledgePoint.id, Ability.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:KnowledgePoint {id: row.from_id})
MATCH (b:Ability {id: row.to_id})
CREATE (a)-[r:DEVELOPS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
