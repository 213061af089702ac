// What postings of a job say of the abilities they mention, the newest of each ability.
//
// Params:
//   $job_id      STRING   Job.id
//   $per_ability INTEGER  most rows for one ability, 1 or more
// Returns:
//   ability_id   STRING   Ability.id
//   posting_id   STRING   Posting.id
//   title        STRING   of the posting
//   url          STRING   where it stood
//   posted       STRING   day, ISO 8601; null where unknown
//   sentence     STRING   a sentence that mentions the ability
MATCH (:Job {id: $job_id})<-[:FOR]-(p:Posting)-[m:MENTIONS]->(a:Ability)
WHERE p.duplicate_of IS NULL
WITH a, p, m ORDER BY coalesce(p.posted, '') DESC, p.id
WITH a, collect({posting_id: p.id, title: p.title, url: p.url, posted: p.posted,
                 sentence: m.sentences[0]}) AS said
UNWIND said[0..$per_ability] AS one
RETURN a.id AS ability_id, one.posting_id AS posting_id, one.title AS title, one.url AS url,
       one.posted AS posted, one.sentence AS sentence
ORDER BY ability_id, coalesce(posted, '') DESC, posting_id
