// Resources that teach or test some knowledge points, with all that they teach and test.
//
// Params:
//   $point_ids   LIST OF STRING  KnowledgePoint.id
// Returns:
//   resource_id  STRING   Resource.id
//   kind         STRING   question, video, text, exercise or course
//   title        STRING   a question's text where it has no title; null where unknown
//   url          STRING   null where unknown
//   seconds      INTEGER  time of study; null where unknown
//   difficulty   FLOAT    0 easy to 1 hard, as its source says; null where unknown
//   teaches      LIST     KnowledgePoint.id; may be empty
//   tests        LIST     KnowledgePoint.id; may be empty
UNWIND $point_ids AS point_id
MATCH (:KnowledgePoint {id: point_id})<-[:TEACHES|TESTS]-(r:Resource)
WITH DISTINCT r
OPTIONAL MATCH (r)-[:TEACHES]->(k:KnowledgePoint)
WITH r, k ORDER BY k.id
WITH r, collect(k.id) AS teaches
OPTIONAL MATCH (r)-[:TESTS]->(q:KnowledgePoint)
WITH r, teaches, q ORDER BY q.id
RETURN r.id AS resource_id, r.kind AS kind, coalesce(r.title, r.stem) AS title, r.url AS url,
       r.seconds AS seconds, r.difficulty AS difficulty, teaches AS teaches,
       collect(q.id) AS tests
ORDER BY resource_id
