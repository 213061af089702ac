// How well everybody masters each knowledge point, the least first; those of few learners are hidden.
//
// Theme: learners
//
// Params:
//   $group_floor  INTEGER  fewest learners that may be told of, 10 or more (default 10)
//   $limit        INTEGER  most rows (default 20)
// Returns:
//   point_id  STRING  KnowledgePoint.id
//   name      STRING
//   learners  INTEGER  with evidence, at least the floor
//   mastery   FLOAT  their mean retained mastery, in [0, 1]
MATCH (k:KnowledgePoint)<-[m:MASTERS {evidenced: true}]-(:Learner)
WITH k, count(m) AS learners, avg(m.retained) AS mastery
WHERE learners >= $group_floor
RETURN k.id AS point_id, k.name AS name, learners AS learners, mastery AS mastery
ORDER BY mastery, point_id
LIMIT $limit
