// How many of each framework's abilities are developed by a knowledge point.
//
// Theme: coverage
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   framework  STRING  Framework.id; '' for abilities without one
//   abilities  INTEGER  of professions
//   developed  INTEGER  of them, those that a point develops
//   share      FLOAT  developed / abilities, in [0, 1]
MATCH (a:Ability {scope: 'profession'})
WITH coalesce(a.framework, '') AS framework, count(a) AS abilities,
     sum(CASE WHEN EXISTS { MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint) } THEN 1 ELSE 0 END)
       AS developed
RETURN framework AS framework, abilities AS abilities, developed AS developed,
       1.0 * developed / abilities AS share
ORDER BY abilities DESC, framework
LIMIT $limit
