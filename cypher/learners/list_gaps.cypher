// Abilities a job requires, with the learner's level in each, widest gap first.
//
// The one definition of a gap: level = sum(w * M) / sum(w) over the knowledge points that develop
// the ability and on which the learner has evidence; without evidence the mean of the learner's
// group, where enough of its members have evidence, else 0; gap = weight * (required - level).
//
// Params:
//   $learner_id   STRING   Learner.id, known to exist
//   $job_id       STRING   Job.id, known to exist
//   $group_floor  INTEGER  fewest peers with evidence whose mean may be told
//   $with_met     BOOLEAN  whether abilities without a gap are listed too
//   $limit        INTEGER  most rows to return, 1 or more
// Returns:
//   ability_id    STRING   Ability.id
//   name          STRING   in the default language
//   name_zh       STRING   in Chinese; null where unknown
//   kind          STRING   knowledge, tool, method, general or attitude; null where unknown
//   weight        FLOAT    demand share, REQUIRES.weight, in (0, 1]
//   required      FLOAT    mastery the job asks for, in (0, 1]
//   level         FLOAT    the learner's, in [0, 1]
//   deviation     FLOAT    standard error of the level from the mastery probabilities
//   evidenced     BOOLEAN  false: no answer of the learner bears on it
//   answers       INTEGER  answers that bear on it, summed over its points
//   points        INTEGER  knowledge points that develop it; 0: no course covers it
//   gap           FLOAT    weight * (required - level), 0 where the level suffices
MATCH (job:Job {id: $job_id}), (learner:Learner {id: $learner_id})
MATCH (job)-[need:REQUIRES]->(a:Ability)
OPTIONAL MATCH (a)<-[d:DEVELOPS]-(:KnowledgePoint)<-[m:MASTERS {evidenced: true}]-(learner)
WITH learner, need, a, sum(d.weight) AS mass, sum(d.weight * m.retained) AS known,
     sum(d.weight * d.weight * m.retained * (1.0 - m.retained)) AS variance,
     sum(m.evidence) AS answers
OPTIONAL MATCH (a)<-[d:DEVELOPS]-(k:KnowledgePoint)
WITH learner, need, a, mass, known, variance, answers, count(k) AS points
CALL (learner, a, mass) {
  WITH learner, a, mass WHERE mass = 0.0
  MATCH (a)<-[d:DEVELOPS]-(:KnowledgePoint)<-[m:MASTERS {evidenced: true}]-(peer:Learner)
  WHERE peer.group = learner.group
  RETURN sum(d.weight) AS group_mass, sum(d.weight * m.retained) AS group_known,
         count(DISTINCT peer) AS peers
}
WITH need, a, mass, variance, answers, points,
     CASE WHEN mass > 0.0 THEN known / mass
          WHEN peers >= $group_floor THEN group_known / group_mass
          ELSE 0.0 END AS level,
     coalesce(need.expert_required,
              CASE need.level WHEN 1 THEN 0.5 WHEN 2 THEN 0.6 WHEN 3 THEN 0.75 ELSE 0.6 END
     ) AS required
WITH need, a, mass, variance, answers, points, level, required,
     CASE WHEN required > level THEN need.weight * (required - level) ELSE 0.0 END AS gap
WHERE gap > 0.0 OR $with_met
RETURN a.id AS ability_id, a.name AS name, a.name_zh AS name_zh, a.kind AS kind,
       need.weight AS weight, required AS required, level AS level,
       CASE WHEN mass > 0.0 THEN sqrt(variance) / mass ELSE 0.0 END AS deviation,
       mass > 0.0 AS evidenced, answers AS answers, points AS points, gap AS gap
ORDER BY gap DESC, ability_id
LIMIT $limit
