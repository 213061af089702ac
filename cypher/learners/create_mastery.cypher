// Say what learners master.
//
// Params:
//   $rows     LIST OF MAP  {id, learner_id, point_id, properties}
// Returns:
//   written   INTEGER      relationships added
UNWIND $rows AS row
MATCH (l:Learner {id: row.learner_id})
MATCH (k:KnowledgePoint {id: row.point_id})
CREATE (l)-[m:MASTERS {id: row.id}]->(k)
SET m += row.properties
RETURN count(m) AS written
