// Learners with what they aim at, those with most answers first.
//
// Params:
//   $limit       INTEGER  most rows to return, 1 or more
// Returns:
//   learner_id   STRING   Learner.id
//   school_class STRING   null where unknown
//   major        STRING   null where unknown
//   simulated    BOOLEAN  true: made by the simulator, not a person
//   target_id    STRING   Job.id the learner aims at; null where none is said
//   target       STRING   that job's title
//   answers      INTEGER  answers given
MATCH (l:Learner)
OPTIONAL MATCH (l)-[:TARGETS]->(j:Job)
WITH l, min(j.id) AS target_id, min(j.title) AS target
OPTIONAL MATCH (l)-[a:ANSWERED]->(:Resource)
RETURN l.id AS learner_id, l.class AS school_class, l.major AS major,
       coalesce(l.simulated, false) AS simulated, target_id AS target_id, target AS target,
       count(a) AS answers
ORDER BY answers DESC, learner_id
LIMIT $limit
