// The Q matrix: which question needs which knowledge point.
//
// Returns:
//   question_id  STRING  Resource.id
//   course_id    STRING  Course.id the question belongs to; null where unknown
//   point_id     STRING  KnowledgePoint.id
MATCH (r:Resource)-[:TESTS]->(k:KnowledgePoint)
RETURN r.id AS question_id, r.course AS course_id, k.id AS point_id
ORDER BY course_id, question_id, point_id
