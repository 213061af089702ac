// Add relationships TRAINS, for a plan that knows them to be new.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Course.id, Ability.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Course {id: row.from_id})
MATCH (b:Ability {id: row.to_id})
CREATE (a)-[r:TRAINS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
