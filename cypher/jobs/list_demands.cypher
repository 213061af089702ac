// How much a job asks for each of its abilities, and how much the jobs of its class do on average.
//
// Params:
//   $job_id      STRING   Job.id
// Returns:
//   ability_id   STRING   Ability.id
//   name         STRING   in the default language
//   name_zh      STRING   in Chinese; null where unknown
//   kind         STRING   knowledge, tool, method, general or attitude; null where unknown
//   demand       FLOAT    REQUIRES.weight, in (0, 1]
//   share        FLOAT    mean of the weight over the jobs of the class, 0 where one requires it not
//   level        INTEGER  1 to 3 as postings ask; null where none is said
//   postings     INTEGER  postings of the job that mention it
//   of_postings  INTEGER  postings of the job; null where none was mined
MATCH (j:Job {id: $job_id})
MATCH (other:Job) WHERE coalesce(other.class, '') = coalesce(j.class, '')
WITH j, count(other) AS jobs
MATCH (j)-[r:REQUIRES]->(a:Ability)
MATCH (a)<-[q:REQUIRES]-(k:Job)
WHERE coalesce(k.class, '') = coalesce(j.class, '')
WITH a, r, jobs, sum(q.weight) AS sum
RETURN a.id AS ability_id, a.name AS name, a.name_zh AS name_zh, a.kind AS kind,
       r.weight AS demand, sum / jobs AS share, r.level AS level,
       coalesce(r.mined_n, 0) AS postings, r.mined_postings AS of_postings
ORDER BY ability_id
