// A learner's answers to questions, oldest first.
//
// Params:
//   $learner_id  STRING  Learner.id
// Returns:
//   learner_id   STRING  Learner.id
//   question_id  STRING  Resource.id
//   score        FLOAT   in [0, 1]
//   at           STRING  when, UTC; null where unknown
//   event_id     STRING  of the answer
MATCH (l:Learner {id: $learner_id})-[a:ANSWERED]->(r:Resource)
RETURN l.id AS learner_id, r.id AS question_id, a.score AS score, a.at AS at, a.id AS event_id
ORDER BY coalesce(at, ''), event_id
