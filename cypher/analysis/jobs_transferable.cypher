// Jobs that somebody of a job can move to most easily.
//
// Theme: demand
//
// Params:
//   $job    STRING  Job.id
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   job_id          STRING  Job.id of the other
//   title           STRING
//   transfer        FLOAT  share of the other's demand that both require, in (0, 1]
//   shared          INTEGER  abilities that both require
//   missing         INTEGER  abilities that only the other requires
//   missing_demand  FLOAT  sum of their weights
MATCH (:Job {id: $job})-[:REQUIRES]->(:Ability)<-[s:REQUIRES]-(other:Job)
WHERE other.id <> $job
WITH other, count(s) AS shared, sum(s.weight) AS kept
MATCH (other)-[r:REQUIRES]->(:Ability)
WITH other, shared, kept, count(r) AS all, sum(r.weight) AS demand
RETURN other.id AS job_id, other.title AS title, kept / demand AS transfer, shared AS shared,
       all - shared AS missing, demand - kept AS missing_demand
ORDER BY transfer DESC, job_id
LIMIT $limit
