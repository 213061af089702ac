// Abilities that courses develop and no job requires.
//
// Theme: coverage
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   points      INTEGER  points that develop it
//   courses     INTEGER  courses that cover them
MATCH (a:Ability)<-[:DEVELOPS]-(k:KnowledgePoint)<-[:COVERS]-(c:Course)
WHERE NOT EXISTS { MATCH (a)<-[:REQUIRES]-(:Job) }
RETURN a.id AS ability_id, a.name AS name, count(DISTINCT k.id) AS points,
       count(DISTINCT c.id) AS courses
ORDER BY points DESC, ability_id
LIMIT $limit
