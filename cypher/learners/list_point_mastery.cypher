// What a learner masters, with the points' names and courses.
//
// Params:
//   $learner_id  STRING   Learner.id
// Returns:
//   known        MAP      what MASTERS says: point_id, probability, retained, evidence, ...
//   name         STRING   the point's, as the syllabus words it
//   course_id    STRING   Course.id; null where no course covers the point any more
//   course       STRING   its title
//   chapter      STRING   the unit's title; null where unknown
//   order        INTEGER  place in the course, from 1; 0 without a course
MATCH (:Learner {id: $learner_id})-[m:MASTERS]->(k:KnowledgePoint)
OPTIONAL MATCH (k)<-[c:COVERS]-(course:Course)
WITH m, k, c, course ORDER BY course.id
WITH m, k, collect({id: course.id, title: course.title, chapter: c.chapter, place: c.order})[0] AS first
RETURN {point_id: k.id, probability: m.probability, retained: m.retained, evidence: m.evidence,
        evidenced: m.evidenced, model: m.model, at: m.at, as_of: m.as_of,
        practised: m.practised, successes: coalesce(m.successes, 0.0),
        review_at: m.review_at} AS known,
       k.name AS name, first.id AS course_id, first.title AS course, first.chapter AS chapter,
       coalesce(first.place, 0) AS order
ORDER BY coalesce(course, ''), order, k.id
