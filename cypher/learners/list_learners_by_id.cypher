// Those of these learners that are known.
//
// Params:
//   $ids        LIST OF STRING  Learner.id
// Returns:
//   learner_id  STRING          Learner.id
UNWIND $ids AS id
MATCH (l:Learner {id: id})
RETURN l.id AS learner_id
ORDER BY learner_id
