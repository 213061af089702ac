// What groups of learners lack most for a job; small groups are hidden.
//
// Theme: learners
//
// Params:
//   $job          STRING  Job.id
//   $group_floor  INTEGER  fewest learners that may be told of, 10 or more (default 10)
//   $limit        INTEGER  most rows (default 100)
// Returns:
//   cohort      STRING  Learner.group
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   learners    INTEGER  of the group with evidence on it, at least the floor
//   level       FLOAT  their mean level, in [0, 1]
//   gap         FLOAT  their mean of weight * max(0, required - level)
MATCH (j:Job {id: $job})-[need:REQUIRES]->(a:Ability)
WITH need.weight AS weight, a,
     coalesce(need.expert_required,
              CASE need.level WHEN 1 THEN 0.5 WHEN 2 THEN 0.6 WHEN 3 THEN 0.75 ELSE 0.6 END
     ) AS required
MATCH (a)<-[d:DEVELOPS]-(:KnowledgePoint)<-[m:MASTERS {evidenced: true}]-(l:Learner)
WHERE l.group IS NOT NULL
WITH l, a, weight, required, sum(d.weight * m.retained) / sum(d.weight) AS level
WITH l.group AS cohort, a, level,
     CASE WHEN required > level THEN weight * (required - level) ELSE 0.0 END AS gap
WITH cohort, a, count(level) AS learners, avg(level) AS level, avg(gap) AS gap
WHERE learners >= $group_floor
RETURN cohort AS cohort, a.id AS ability_id, a.name AS name, learners AS learners,
       level AS level, gap AS gap
ORDER BY cohort, gap DESC, ability_id
LIMIT $limit
