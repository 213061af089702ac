// Knowledge points that open most jobs, first.
//
// Theme: coverage
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id   STRING  KnowledgePoint.id
//   name       STRING
//   jobs       INTEGER  jobs that require an ability it develops
//   abilities  INTEGER  such abilities
//   pull       FLOAT  sum of DEVELOPS.weight * REQUIRES.weight over them
MATCH (k:KnowledgePoint)-[d:DEVELOPS]->(a:Ability)<-[r:REQUIRES]-(j:Job)
RETURN k.id AS point_id, k.name AS name, count(DISTINCT j.id) AS jobs,
       count(DISTINCT a.id) AS abilities, sum(d.weight * r.weight) AS pull
ORDER BY jobs DESC, pull DESC, point_id
LIMIT $limit
