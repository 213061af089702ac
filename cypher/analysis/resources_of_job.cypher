// How many resources there are for each ability of a job, the poorest first.
//
// Theme: resources
//
// Params:
//   $job    STRING  Job.id
//   $limit  INTEGER  most rows (default 100)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   weight      FLOAT  demand share, in (0, 1]
//   points      INTEGER  that develop it
//   teaching    INTEGER  resources that teach them
//   testing     INTEGER  questions that test them
MATCH (:Job {id: $job})-[r:REQUIRES]->(a:Ability)
OPTIONAL MATCH (a)<-[:DEVELOPS]-(k:KnowledgePoint)
OPTIONAL MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint)<-[:TEACHES]-(t:Resource)
WITH r, a, count(DISTINCT k.id) AS points, count(DISTINCT t.id) AS teaching
OPTIONAL MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint)<-[:TESTS]-(q:Resource)
RETURN a.id AS ability_id, a.name AS name, r.weight AS weight, points AS points,
       teaching AS teaching, count(DISTINCT q.id) AS testing
ORDER BY teaching, weight DESC, ability_id
LIMIT $limit
