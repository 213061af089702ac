// How well groups of learners master a course's knowledge points; small groups are hidden.
//
// Theme: learners
//
// Params:
//   $course       STRING  Course.id
//   $group_floor  INTEGER  fewest learners that may be told of, 10 or more (default 10)
//   $limit        INTEGER  most rows (default 100)
// Returns:
//   cohort    STRING  Learner.group
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   learners  INTEGER  of the group with evidence, at least the floor
//   mastery   FLOAT  their mean retained mastery, in [0, 1]
MATCH (:Course {id: $course})-[:COVERS]->(k:KnowledgePoint)
WITH k
MATCH (k)<-[m:MASTERS {evidenced: true}]-(l:Learner)
WHERE l.group IS NOT NULL
WITH l.group AS cohort, k, count(l) AS learners, avg(m.retained) AS mastery
WHERE learners >= $group_floor
RETURN cohort AS cohort, k.id AS point_id, k.name AS name, learners AS learners,
       mastery AS mastery
ORDER BY cohort, mastery, point_id
LIMIT $limit
