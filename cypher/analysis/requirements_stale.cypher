// Requirements that nothing has touched since a day, the oldest first.
//
// Theme: quality
//
// Params:
//   $before  STRING  UTC day or time, ISO 8601
//   $limit   INTEGER  most rows (default 20)
// Returns:
//   job_id      STRING  Job.id
//   ability_id  STRING  Ability.id
//   name        STRING  the ability's
//   weight      FLOAT  in (0, 1]
//   sources     LIST OF STRING
//   at          STRING  when it was last touched, UTC
MATCH (c:ChangeSet)
WHERE c.at < $before
WITH c
MATCH (j:Job)-[r:REQUIRES {changeset: c.id}]->(a:Ability)
RETURN j.id AS job_id, a.id AS ability_id, a.name AS name, r.weight AS weight,
       r.sources AS sources, c.at AS at
ORDER BY at, job_id, ability_id
LIMIT $limit
