// What a learner masters.
//
// Params:
//   $learner_id  STRING   Learner.id
// Returns:
//   point_id     STRING   KnowledgePoint.id
//   probability  FLOAT    of mastery, in [0, 1]
//   retained     FLOAT    of mastery now, in [0, 1]
//   evidence     INTEGER  answers that bear on it
//   evidenced    BOOLEAN  false: no answer tells
//   model        STRING   version of the fitted model
//   at           STRING   the newest answer that went in, UTC
MATCH (:Learner {id: $learner_id})-[m:MASTERS]->(k:KnowledgePoint)
RETURN k.id AS point_id, m.probability AS probability, m.retained AS retained,
       m.evidence AS evidence, m.evidenced AS evidenced, m.model AS model, m.at AS at
ORDER BY point_id
