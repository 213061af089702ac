// Remove relationships TRAINS.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: Course.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Course {id: row.from_id})-[r:TRAINS]->(b:Ability {id: row.to_id})
DELETE r
RETURN count(*) AS written
