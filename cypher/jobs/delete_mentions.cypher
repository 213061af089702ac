// Take back that postings mention abilities.
//
// Params:
//   $rows     LIST OF MAP  {posting_id, ability_id}
// Returns:
//   written   INTEGER      relationships removed
UNWIND $rows AS row
MATCH (:Posting {id: row.posting_id})-[m:MENTIONS]->(:Ability {id: row.ability_id})
DELETE m
RETURN count(*) AS written
