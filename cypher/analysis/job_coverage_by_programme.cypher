// What a programme of courses covers of a job, the most demanded first.
//
// Theme: coverage
//
// Params:
//   $job      STRING  Job.id
//   $courses  LIST OF STRING  Course.id of each course
//   $limit    INTEGER  most rows (default 100)
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   weight      FLOAT  demand share, in (0, 1]
//   points      INTEGER  points of the programme that develop it; 0: not covered
//   courses     INTEGER  courses of the programme that do
MATCH (:Job {id: $job})-[r:REQUIRES]->(a:Ability)
OPTIONAL MATCH (a)<-[:DEVELOPS]-(k:KnowledgePoint)<-[:COVERS]-(c:Course)
WHERE c.id IN $courses
RETURN a.id AS ability_id, a.name AS name, r.weight AS weight,
       count(DISTINCT k.id) AS points, count(DISTINCT c.id) AS courses
ORDER BY weight DESC, ability_id
LIMIT $limit
