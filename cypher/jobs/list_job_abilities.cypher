// What each job requires, for telling jobs apart by what is asked.
//
// Returns:
//   job_id      STRING  Job.id
//   ability_id  STRING  Ability.id
//   essential   BOOLEAN whether a framework calls it essential; null where none speaks
MATCH (j:Job)-[r:REQUIRES]->(a:Ability)
RETURN j.id AS job_id, a.id AS ability_id, r.imported_essential AS essential
ORDER BY job_id, ability_id
