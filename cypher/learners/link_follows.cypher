// Let learners follow tags; who follows one already goes on.
//
// Params:
//   $rows     LIST OF MAP  {id, learner_id, tag_id}
// Returns:
//   written   INTEGER      relationships found or added
UNWIND $rows AS row
MATCH (l:Learner {id: row.learner_id})
MATCH (t:Tag {id: row.tag_id})
MERGE (l)-[f:FOLLOWS {id: row.id}]->(t)
RETURN count(f) AS written
