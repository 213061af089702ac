// Sentences of postings behind a job's requirement, the newest first.
//
// Theme: quality
//
// Params:
//   $job      STRING  Job.id
//   $ability  STRING  Ability.id
//   $limit    INTEGER  most rows (default 20)
// Returns:
//   posting_id  STRING  Posting.id
//   posted      STRING  day; '' where unknown
//   title       STRING
//   url         STRING
//   sentence    STRING OR NULL  the first that mentions it
MATCH (:Job {id: $job})<-[:FOR]-(p:Posting)-[m:MENTIONS]->(:Ability {id: $ability})
WHERE p.duplicate_of IS NULL
RETURN p.id AS posting_id, coalesce(p.posted, '') AS posted, p.title AS title, p.url AS url,
       m.sentences[0] AS sentence
ORDER BY posted DESC, posting_id
LIMIT $limit
