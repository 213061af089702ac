// Abilities that jobs require and no knowledge point develops.
//
// Theme: coverage
//
// Params:
//   $class  STRING  class of jobs; '' for all (default '')
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   jobs        INTEGER  jobs that require it
//   demand      FLOAT  sum of its weights over them
MATCH (j:Job)-[r:REQUIRES]->(a:Ability)
WHERE ($class = '' OR j.class = $class)
  AND NOT EXISTS { MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint) }
RETURN a.id AS ability_id, a.name AS name, count(j) AS jobs, sum(r.weight) AS demand
ORDER BY demand DESC, ability_id
LIMIT $limit
