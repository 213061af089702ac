// The knowledge points of a course in their order.
//
// Params:
//   $course_id  STRING   Course.id
// Returns:
//   point_id    STRING   KnowledgePoint.id
//   name        STRING   as the syllabus words it
//   aliases     LIST     other names; may be empty
//   chapter     STRING   the unit's title; null where unknown
//   order       INTEGER  place in the course, from 1
//   hours       FLOAT    hours of study; null where unknown
MATCH (:Course {id: $course_id})-[c:COVERS]->(k:KnowledgePoint)
RETURN k.id AS point_id, k.name AS name, coalesce(k.aliases, []) AS aliases,
       c.chapter AS chapter, c.order AS order, c.hours AS hours
ORDER BY order, point_id
