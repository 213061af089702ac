// One learner, as a pseudonym.
//
// Params:
//   $learner_id  STRING   Learner.id
// Returns:
//   learner_id   STRING   Learner.id
//   group        STRING   vocational, undergraduate, postgraduate or faculty; null where unknown
//   major        STRING   null where unknown
//   grade        STRING   null where unknown
//   school_class STRING   null where unknown
//   simulated    BOOLEAN  true: made by the simulator, not a person
//   target_id    STRING   Job.id the learner aims at; null where none is said
//   target       STRING   that job's title
//   answers      INTEGER  answers given
//   mastered     INTEGER  knowledge points with a mastery of .6 or more on evidence
//   diagnosed    INTEGER  knowledge points with evidence
MATCH (l:Learner {id: $learner_id})
OPTIONAL MATCH (l)-[:TARGETS]->(j:Job)
WITH l, min(j.id) AS target_id, min(j.title) AS target
OPTIONAL MATCH (l)-[a:ANSWERED]->(:Resource)
WITH l, target_id, target, count(a) AS answers
OPTIONAL MATCH (l)-[m:MASTERS {evidenced: true}]->(:KnowledgePoint)
RETURN l.id AS learner_id, l.group AS group, l.major AS major, l.grade AS grade,
       l.class AS school_class, coalesce(l.simulated, false) AS simulated, target_id AS target_id,
       target AS target, answers AS answers,
       sum(CASE WHEN m.probability >= 0.6 THEN 1 ELSE 0 END) AS mastered, count(m) AS diagnosed
