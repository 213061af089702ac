// The titles and aliases of the jobs that are not retired: how postings are told apart.
//
// Returns:
//   job_id   STRING  Job.id
//   title    STRING  in the default language
//   aliases  LIST    other titles; may be empty
//   class    STRING  the class of jobs it belongs to; null where unknown
MATCH (j:Job)
WHERE j.retired IS NULL
RETURN j.id AS job_id, j.title AS title, coalesce(j.aliases, []) AS aliases, j.class AS class
ORDER BY job_id
