// How hard questions are; those that few have answered are hidden.
//
// Theme: learners
//
// Params:
//   $group_floor  INTEGER  fewest learners that may be told of, 10 or more (default 10)
//   $limit        INTEGER  most rows (default 20)
// Returns:
//   resource_id  STRING  Resource.id
//   stem         STRING  '' without one
//   learners     INTEGER  that answered it, at least the floor
//   answers      INTEGER
//   share_right  FLOAT  mean score, in [0, 1]
//   difficulty   FLOAT OR NULL  as its maker says, in [0, 1]
MATCH (q:Resource)<-[e:ANSWERED]-(l:Learner)
WITH q, count(DISTINCT l.id) AS learners, count(e) AS answers, avg(e.score) AS share_right
WHERE learners >= $group_floor
RETURN q.id AS resource_id, coalesce(q.stem, '') AS stem, learners AS learners,
       answers AS answers, share_right AS share_right, q.difficulty AS difficulty
ORDER BY share_right, resource_id
LIMIT $limit
