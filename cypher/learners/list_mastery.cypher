// What a learner masters.
//
// Params:
//   $learner_id  STRING   Learner.id
// Returns:
//   point_id     STRING   KnowledgePoint.id
//   probability  FLOAT    of mastery, in [0, 1]
//   retained     FLOAT    of mastery at as_of, after forgetting, in [0, 1]
//   evidence     INTEGER  answers that bear on it
//   evidenced    BOOLEAN  false: no answer tells
//   model        STRING   version of the fitted model
//   at           STRING   the newest answer that went in, UTC
//   as_of        STRING   the time that retained is of, UTC; null where unknown
//   practised    STRING   the newest answer that bears on it, UTC; null where unknown
//   successes    FLOAT    scores of the answers with a time that bear on it, summed
//   review_at    STRING   when .7 of it is retained, UTC; null: never, or unknown
MATCH (:Learner {id: $learner_id})-[m:MASTERS]->(k:KnowledgePoint)
RETURN k.id AS point_id, m.probability AS probability, m.retained AS retained,
       m.evidence AS evidence, m.evidenced AS evidenced, m.model AS model, m.at AS at,
       m.as_of AS as_of, m.practised AS practised, coalesce(m.successes, 0.0) AS successes,
       m.review_at AS review_at
ORDER BY point_id
