// All courses.
//
// Returns:
//   course_id  STRING   Course.id
//   title      STRING   as its provider words it
//   code       STRING   as its provider has it; null where unknown
//   provider   STRING   who teaches it
//   language   STRING   en, zh, ...; null where unknown
//   points     INTEGER  knowledge points it covers
MATCH (c:Course)
OPTIONAL MATCH (c)-[r:COVERS]->(:KnowledgePoint)
RETURN c.id AS course_id, c.title AS title, c.code AS code, c.provider AS provider,
       c.language AS language, count(r) AS points
ORDER BY course_id
