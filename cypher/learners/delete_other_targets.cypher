// Forget the jobs that learners aimed at before.
//
// Params:
//   $rows     LIST OF MAP  {learner_id, job_id}: the job that stays
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (:Learner {id: row.learner_id})-[t:TARGETS]->(j:Job)
WHERE j.id <> row.job_id
DELETE t
RETURN count(*) AS written
