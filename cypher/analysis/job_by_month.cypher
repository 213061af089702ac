// How many postings of a job each month has.
//
// Theme: demand
//
// Params:
//   $job    STRING  Job.id
//   $limit  INTEGER  most months, the newest (default 24)
// Returns:
//   month      STRING  YYYY-MM
//   postings   INTEGER  without duplicates
//   employers  INTEGER  that are named
MATCH (:Job {id: $job})<-[:FOR]-(p:Posting)
WHERE p.duplicate_of IS NULL AND p.posted IS NOT NULL
RETURN substring(p.posted, 0, 7) AS month, count(p) AS postings,
       count(DISTINCT p.employer) AS employers
ORDER BY month DESC
LIMIT $limit
