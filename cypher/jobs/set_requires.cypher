// Change properties of relationships REQUIRES; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id, properties}: Job.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Job {id: row.from_id})-[r:REQUIRES]->(b:Ability {id: row.to_id})
SET r += row.properties
RETURN count(r) AS written
