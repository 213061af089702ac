// Abilities that nothing joins: no job, no knowledge point, no course, no other ability.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
MATCH (a:Ability)
WHERE NOT EXISTS { MATCH (a)<-[:REQUIRES]-(:Job) }
  AND NOT EXISTS { MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint) }
  AND NOT EXISTS { MATCH (a)<-[:TRAINS]-(:Course) }
  AND NOT EXISTS { MATCH (a)<-[:PART_OF]-(:Ability) }
RETURN a.id AS ability_id, a.name AS name
ORDER BY ability_id
LIMIT $limit
