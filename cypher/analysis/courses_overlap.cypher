// Abilities that two courses develop, those of both first.
//
// Theme: coverage
//
// Params:
//   $course  STRING  Course.id
//   $other   STRING  Course.id
//   $limit   INTEGER  most rows (default 100)
// Returns:
//   ability_id    STRING  Ability.id
//   name          STRING  in the default language
//   points        INTEGER  points of the first that develop it
//   other_points  INTEGER  points of the other
//   both          BOOLEAN  whether both develop it
MATCH (c:Course)-[:COVERS]->(k:KnowledgePoint)-[:DEVELOPS]->(a:Ability)
WHERE c.id IN [$course, $other]
WITH a, sum(CASE WHEN c.id = $course THEN 1 ELSE 0 END) AS points,
     sum(CASE WHEN c.id = $other THEN 1 ELSE 0 END) AS other_points
RETURN a.id AS ability_id, a.name AS name, points AS points, other_points AS other_points,
       points > 0 AND other_points > 0 AS both
ORDER BY both DESC, points DESC, ability_id
LIMIT $limit
