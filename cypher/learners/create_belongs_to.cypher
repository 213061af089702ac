// Add relationships BELONGS_TO, for a load into an empty graph.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Learner.id, Persona.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Learner {id: row.from_id})
MATCH (b:Persona {id: row.to_id})
CREATE (a)-[r:BELONGS_TO {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
