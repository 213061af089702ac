// Remove relationships REQUIRES.
//
// Params:
//   $rows     LIST OF MAP  {from_id, to_id}: Job.id, Ability.id
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (a:Job {id: row.from_id})-[r:REQUIRES]->(b:Ability {id: row.to_id})
DELETE r
RETURN count(*) AS written
