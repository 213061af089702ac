// Say what learners master.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Learner.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Learner {id: row.from_id})
MATCH (b:KnowledgePoint {id: row.to_id})
CREATE (a)-[r:MASTERS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
