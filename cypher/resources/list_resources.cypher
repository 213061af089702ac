// All resources with what they teach and test.
//
// Returns:
//   resource_id  STRING   Resource.id
//   kind         STRING   question, video, text, exercise or course
//   title        STRING   null for a question without one
//   course_id    STRING   Course.id it belongs to; null where unknown
//   seconds      INTEGER  time of study; null where unknown
//   teaches      LIST     KnowledgePoint.id; may be empty
//   tests        LIST     KnowledgePoint.id, the row of the Q matrix; may be empty
MATCH (r:Resource)
OPTIONAL MATCH (r)-[:TEACHES]->(k:KnowledgePoint)
WITH r, k ORDER BY k.id
WITH r, collect(k.id) AS teaches
OPTIONAL MATCH (r)-[:TESTS]->(q:KnowledgePoint)
WITH r, teaches, q ORDER BY q.id
RETURN r.id AS resource_id, r.kind AS kind, r.title AS title, r.course AS course_id,
       r.seconds AS seconds, teaches AS teaches, collect(q.id) AS tests
ORDER BY resource_id
