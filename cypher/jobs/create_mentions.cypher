// Add relationships MENTIONS, for a load into an empty graph.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Posting.id, Ability.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Posting {id: row.from_id})
MATCH (b:Ability {id: row.to_id})
CREATE (a)-[r:MENTIONS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
