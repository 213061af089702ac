// What the learners master by their answers, a row a learner, without saying who it is.
//
// Returns:
//   point_ids  LIST  KnowledgePoint.id of every point that answers of the learner bear on
//   retained   LIST  mastery of each of them now, in [0, 1]
MATCH (l:Learner)-[m:MASTERS {evidenced: true}]->(k:KnowledgePoint)
WITH l, k, m ORDER BY k.id
WITH l.id AS learner_id, collect(k.id) AS point_ids, collect(m.retained) AS retained
RETURN point_ids AS point_ids, retained AS retained
ORDER BY learner_id
