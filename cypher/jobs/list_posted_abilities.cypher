// The corpus of the miners: each posting that has a job, once, with what it mentions.
//
// Returns:
//   posting_id   STRING   Posting.id
//   posted       STRING   day it was posted, ISO 8601; null where unknown
//   job_id       STRING   Job.id
//   class        STRING   the job's class; null where unknown
//   ability_ids  LIST     Ability.id of every ability mentioned; may be empty
//   levels       LIST     the level asked of each of them, 1 to 3; 0 where none is said
MATCH (p:Posting)-[:FOR]->(j:Job)
WHERE p.duplicate_of IS NULL
OPTIONAL MATCH (p)-[m:MENTIONS]->(a:Ability)
WITH p, j, a, m ORDER BY a.id
RETURN p.id AS posting_id, p.posted AS posted, j.id AS job_id, j.class AS class,
       collect(a.id) AS ability_ids,
       collect(CASE WHEN a IS NULL THEN null ELSE coalesce(m.level, 0) END) AS levels
ORDER BY posting_id, job_id
