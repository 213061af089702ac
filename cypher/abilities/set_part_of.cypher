// Change properties of relationships PART_OF; a property set to null is removed.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id, properties}: Ability.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Ability {id: row.from_id})-[r:PART_OF]->(b:Ability {id: row.to_id})
SET r += row.properties
RETURN count(r) AS written
