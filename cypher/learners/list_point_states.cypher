// Knowledge points with their courses and what a learner masters of them.
//
// Params:
//   $learner_id  STRING          Learner.id, known to exist
//   $point_ids   LIST OF STRING  KnowledgePoint.id
// Returns:
//   point_id     STRING   KnowledgePoint.id
//   name         STRING   as the syllabus words it
//   course_id    STRING   Course.id
//   course       STRING   its title
//   chapter      STRING   the unit's title; null where unknown
//   order        INTEGER  place in the course, from 1
//   hours        FLOAT    hours of study; null where unknown
//   mastery      FLOAT    retained, in [0, 1]; 0 where nothing is known
//   evidenced    BOOLEAN  false: no answer tells
//   answers      INTEGER  answers that bear on it
MATCH (learner:Learner {id: $learner_id})
UNWIND $point_ids AS point_id
MATCH (k:KnowledgePoint {id: point_id})<-[c:COVERS]-(course:Course)
OPTIONAL MATCH (learner)-[m:MASTERS]->(k)
RETURN k.id AS point_id, k.name AS name, course.id AS course_id, course.title AS course,
       c.chapter AS chapter, c.order AS order, c.hours AS hours,
       coalesce(m.retained, 0.0) AS mastery, coalesce(m.evidenced, false) AS evidenced,
       coalesce(m.evidence, 0) AS answers
ORDER BY point_id, course_id
