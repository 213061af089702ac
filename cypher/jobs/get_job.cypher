// One job.
//
// Params:
//   $job_id      STRING  Job.id
// Returns:
//   job_id       STRING  Job.id
//   title        STRING  in the default language
//   title_zh     STRING  in Chinese; null where unknown
//   description  STRING  in the default language; null where unknown
//   uri          STRING  where the framework has it; null for an own job
//   framework    STRING  Framework.id it comes from
MATCH (j:Job {id: $job_id})
RETURN j.id AS job_id, j.title AS title, j.title_zh AS title_zh, j.description AS description,
       j.uri AS uri, j.framework AS framework
