// What each other course would add to a programme's coverage of a job.
//
// Theme: coverage
//
// Params:
//   $job      STRING  Job.id
//   $courses  LIST OF STRING  Course.id of each course that is in it
//   $limit    INTEGER  most rows (default 20)
// Returns:
//   course_id  STRING  Course.id
//   title      STRING
//   abilities  INTEGER  required abilities that it would add
//   gain       FLOAT  their share of the job's demand, in (0, 1]
MATCH (j:Job {id: $job})-[r:REQUIRES]->(:Ability)
WITH j, sum(r.weight) AS demand
MATCH (j)-[r:REQUIRES]->(a:Ability)
WHERE NOT EXISTS {
  MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint)<-[:COVERS]-(had:Course) WHERE had.id IN $courses
}
MATCH (a)<-[:DEVELOPS]-(:KnowledgePoint)<-[:COVERS]-(c:Course)
WITH DISTINCT demand, c, a, r.weight AS weight
WITH demand, c, count(a) AS abilities, sum(weight) AS added
RETURN c.id AS course_id, c.title AS title, abilities AS abilities, added / demand AS gain
ORDER BY gain DESC, course_id
LIMIT $limit
