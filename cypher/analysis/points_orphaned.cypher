// Knowledge points that no course covers or that develop nothing.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   covered   BOOLEAN  whether a course covers it
//   develops  BOOLEAN  whether it develops an ability
MATCH (k:KnowledgePoint)
WITH k, EXISTS { MATCH (k)<-[:COVERS]-(:Course) } AS covered,
     EXISTS { MATCH (k)-[:DEVELOPS]->(:Ability) } AS develops
WHERE NOT covered OR NOT develops
RETURN k.id AS point_id, k.name AS name, covered AS covered, develops AS develops
ORDER BY point_id
LIMIT $limit
