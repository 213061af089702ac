// Which postings mention an ability, with all that the mentions hold.
//
// Params:
//   $ability_id  STRING  Ability.id
// Returns:
//   posting_id   STRING  Posting.id
//   properties   MAP     every property of the relationship
MATCH (p:Posting)-[m:MENTIONS]->(:Ability {id: $ability_id})
RETURN p.id AS posting_id, properties(m) AS properties
ORDER BY posting_id
