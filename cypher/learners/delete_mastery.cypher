// Forget what learners master, before it is said anew.
//
// Params:
//   $learner_ids  LIST OF STRING  Learner.id
// Returns:
//   written       INTEGER         relationships found
UNWIND $learner_ids AS learner_id
MATCH (:Learner {id: learner_id})-[m:MASTERS]->(:KnowledgePoint)
DELETE m
RETURN count(*) AS written
