// All knowledge points with the course that covers them.
//
// Returns:
//   point_id   STRING   KnowledgePoint.id
//   name       STRING   as the syllabus words it
//   aliases    LIST     other names; may be empty
//   language   STRING   en, zh, ...; null where unknown
//   course_id  STRING   Course.id
//   course     STRING   its title
//   chapter    STRING   the unit's title; null where unknown
//   order      INTEGER  place in the course, from 1
MATCH (c:Course)-[r:COVERS]->(k:KnowledgePoint)
RETURN k.id AS point_id, k.name AS name, coalesce(k.aliases, []) AS aliases,
       c.language AS language, c.id AS course_id, c.title AS course, r.chapter AS chapter,
       r.order AS order
ORDER BY course_id, order, point_id
