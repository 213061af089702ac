// Where a job is offered, most postings first.
//
// Theme: demand
//
// Params:
//   $job    STRING  Job.id
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   place      STRING  as postings say it; '' where none is said
//   postings   INTEGER  without duplicates
//   employers  INTEGER  that are named
MATCH (:Job {id: $job})<-[:FOR]-(p:Posting)
WHERE p.duplicate_of IS NULL
RETURN coalesce(p.place, '') AS place, count(p) AS postings,
       count(DISTINCT p.employer) AS employers
ORDER BY postings DESC, place
LIMIT $limit
