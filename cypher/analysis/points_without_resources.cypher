// Knowledge points that jobs need and nothing teaches.
//
// Theme: resources
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   jobs      INTEGER  jobs that require an ability it develops
//   pull      FLOAT  sum of DEVELOPS.weight * REQUIRES.weight
//   tested    BOOLEAN  whether a question tests it
MATCH (k:KnowledgePoint)-[d:DEVELOPS]->(:Ability)<-[r:REQUIRES]-(j:Job)
WHERE NOT EXISTS { MATCH (k)<-[:TEACHES]-(:Resource) }
WITH k, count(DISTINCT j.id) AS jobs, sum(d.weight * r.weight) AS pull
RETURN k.id AS point_id, k.name AS name, jobs AS jobs, pull AS pull,
       EXISTS { MATCH (k)<-[:TESTS]-(:Resource) } AS tested
ORDER BY pull DESC, point_id
LIMIT $limit
