// Say anew what a learner masters, point by point; what stands is replaced.
//
// Params:
//   $rows     LIST OF MAP  {id, from_id, to_id, properties}: Learner.id, KnowledgePoint.id
// Returns:
//   written   INTEGER      relationships found or added; fewer than rows where an end is missing
UNWIND $rows AS row
MATCH (a:Learner {id: row.from_id})
MATCH (b:KnowledgePoint {id: row.to_id})
MERGE (a)-[r:MASTERS {id: row.id}]->(b)
SET r += row.properties
RETURN count(r) AS written
