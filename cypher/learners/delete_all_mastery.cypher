// Forget what every learner masters, before the whole cohort is judged anew.
//
// Returns:
//   written  INTEGER  relationships found
MATCH (:Learner)-[m:MASTERS]->(:KnowledgePoint)
DELETE m
RETURN count(*) AS written
