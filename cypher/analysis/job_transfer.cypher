// Two jobs side by side: what both, or only one of them, require.
//
// Theme: demand
//
// Params:
//   $job    STRING  Job.id
//   $other  STRING  Job.id
//   $limit  INTEGER  most rows (default 100)
// Returns:
//   ability_id    STRING  Ability.id
//   name          STRING  in the default language
//   weight        FLOAT  demand by the first, 0 where it does not require it
//   other_weight  FLOAT  by the other
MATCH (j:Job)-[r:REQUIRES]->(a:Ability)
WHERE j.id IN [$job, $other]
RETURN a.id AS ability_id, a.name AS name,
       sum(CASE WHEN j.id = $job THEN r.weight ELSE 0.0 END) AS weight,
       sum(CASE WHEN j.id = $other THEN r.weight ELSE 0.0 END) AS other_weight
ORDER BY other_weight DESC, weight DESC, ability_id
LIMIT $limit
