// Say which abilities postings mention.
//
// Params:
//   $rows     LIST OF MAP  {id, posting_id, ability_id, properties}
// Returns:
//   written   INTEGER      relationships
UNWIND $rows AS row
MATCH (p:Posting {id: row.posting_id})
MATCH (a:Ability {id: row.ability_id})
MERGE (p)-[r:MENTIONS {id: row.id}]->(a)
SET r += row.properties
RETURN count(r) AS written
