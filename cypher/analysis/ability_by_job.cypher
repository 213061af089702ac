// Jobs that require an ability, those that need it most first.
//
// Theme: demand
//
// Params:
//   $ability  STRING  Ability.id
//   $limit    INTEGER  most rows (default 20)
// Returns:
//   job_id     STRING  Job.id
//   title      STRING
//   weight     FLOAT  demand share, in (0, 1]
//   level      INTEGER OR NULL  1 to 3
//   essential  BOOLEAN OR NULL  as a framework says
//   sources    LIST OF STRING  who says it
MATCH (:Ability {id: $ability})<-[r:REQUIRES]-(j:Job)
RETURN j.id AS job_id, j.title AS title, r.weight AS weight, r.level AS level,
       r.essential AS essential, r.sources AS sources
ORDER BY weight DESC, job_id
LIMIT $limit
