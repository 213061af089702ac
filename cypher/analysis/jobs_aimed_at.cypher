// How many learners aim at each job; few are hidden.
//
// Theme: learners
//
// Params:
//   $group_floor  INTEGER  fewest learners that may be told of, 10 or more (default 10)
//   $limit        INTEGER  most rows (default 20)
// Returns:
//   job_id    STRING  Job.id
//   title     STRING
//   learners  INTEGER  at least the floor
MATCH (l:Learner)-[:TARGETS]->(j:Job)
WITH j, count(l) AS learners
WHERE learners >= $group_floor
RETURN j.id AS job_id, j.title AS title, learners AS learners
ORDER BY learners DESC, job_id
LIMIT $limit
