// Remove relationships PART_OF.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: Ability.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Ability {id: row.from_id})-[r:PART_OF]->(b:Ability {id: row.to_id})
DELETE r
RETURN count(*) AS written
