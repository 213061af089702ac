// Say which job learners aim at; each aims at one.
//
// Params:
//   $rows     LIST OF MAP  {id, learner_id, job_id}
// Returns:
//   written   INTEGER      relationships
UNWIND $rows AS row
MATCH (l:Learner {id: row.learner_id})
MATCH (j:Job {id: row.job_id})
MERGE (l)-[t:TARGETS {id: row.id}]->(j)
RETURN count(t) AS written
