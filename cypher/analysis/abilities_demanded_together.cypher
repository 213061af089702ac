// Abilities that the same postings mention, the most frequent first.
//
// Theme: demand
//
// Params:
//   $ability  STRING  Ability.id
//   $limit    INTEGER  most rows (default 20)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   postings    INTEGER  postings that mention both
//   share       FLOAT  of those that mention the first, in (0, 1]
MATCH (a:Ability {id: $ability})<-[:MENTIONS]-(p:Posting)
WHERE p.duplicate_of IS NULL
WITH a, count(p) AS all
MATCH (a)<-[:MENTIONS]-(p:Posting)-[:MENTIONS]->(b:Ability)
WHERE p.duplicate_of IS NULL AND b.id <> $ability
WITH b, all, count(p) AS postings
RETURN b.id AS ability_id, b.name AS name, postings AS postings, 1.0 * postings / all AS share
ORDER BY postings DESC, ability_id
LIMIT $limit
