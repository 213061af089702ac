// Requirements of little demand, the weakest first.
//
// Theme: quality
//
// Params:
//   $below  NUMBER  weight, in (0, 1] (default 0.25)
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   job_id      STRING  Job.id
//   ability_id  STRING  Ability.id
//   name        STRING  the ability's
//   weight      FLOAT  in (0, 1]
//   sources     LIST OF STRING
//   postings    INTEGER  that mention it, as mined
MATCH (j:Job)-[r:REQUIRES]->(a:Ability)
WHERE r.weight < $below
RETURN j.id AS job_id, a.id AS ability_id, a.name AS name, r.weight AS weight,
       r.sources AS sources, coalesce(r.mined_n, 0) AS postings
ORDER BY weight, job_id, ability_id
LIMIT $limit
