// How much of a job's demand each course covers, most first.
//
// Theme: coverage
//
// Params:
//   $job    STRING  Job.id
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   course_id  STRING  Course.id
//   title      STRING
//   abilities  INTEGER  required abilities that its points develop
//   coverage   FLOAT  their share of the job's demand, in (0, 1]
MATCH (j:Job {id: $job})-[r:REQUIRES]->(:Ability)
WITH j, sum(r.weight) AS demand
MATCH (j)-[r:REQUIRES]->(a:Ability)<-[:DEVELOPS]-(:KnowledgePoint)<-[:COVERS]-(c:Course)
WITH DISTINCT demand, c, a, r.weight AS weight
WITH demand, c, count(a) AS abilities, sum(weight) AS covered
RETURN c.id AS course_id, c.title AS title, abilities AS abilities,
       covered / demand AS coverage
ORDER BY coverage DESC, course_id
LIMIT $limit
