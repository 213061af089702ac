// Jobs by how many postings ask for them; none that its framework has retired.
//
// Params:
//   $limit      INTEGER  most rows to return, 1 or more
// Returns:
//   job_id      STRING   Job.id
//   title       STRING   in the default language
//   title_zh    STRING   in Chinese; null where unknown
//   postings    INTEGER  postings for it, duplicates not counted
//   abilities   INTEGER  abilities it requires
MATCH (j:Job)
WHERE j.retired IS NULL
OPTIONAL MATCH (j)<-[:FOR]-(p:Posting)
WHERE p.duplicate_of IS NULL
WITH j, count(p) AS postings
OPTIONAL MATCH (j)-[r:REQUIRES]->(:Ability)
RETURN j.id AS job_id, j.title AS title, j.title_zh AS title_zh, postings AS postings,
       count(r) AS abilities
ORDER BY postings DESC, job_id
LIMIT $limit
