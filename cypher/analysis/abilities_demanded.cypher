// Abilities that jobs require, most demanded first.
//
// Theme: demand
//
// Params:
//   $class  STRING  class of jobs; '' for all (default '')
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   jobs        INTEGER  jobs that require it
//   demand      FLOAT  sum of its weights over them
//   postings    INTEGER  postings that mention it, as mined
MATCH (j:Job)-[r:REQUIRES]->(a:Ability)
WHERE $class = '' OR j.class = $class
RETURN a.id AS ability_id, a.name AS name, count(j) AS jobs, sum(r.weight) AS demand,
       sum(coalesce(r.mined_n, 0)) AS postings
ORDER BY demand DESC, ability_id
LIMIT $limit
