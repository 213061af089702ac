// One gap, from the job to the resources, to look at in a console.
//
// Params:
//   $learner_id  STRING  Learner.id
//   $job_id      STRING  Job.id
//   $ability_id  STRING  Ability.id
// Returns:
//   need         MAP     properties of REQUIRES
//   ability      STRING  its name
//   develops     MAP     properties of DEVELOPS; null where no course covers the ability
//   point        STRING  the knowledge point's name
//   masters      MAP     properties of MASTERS; null where nothing is known
//   resource     STRING  what teaches the point; null where nothing does
MATCH (learner:Learner {id: $learner_id}), (job:Job {id: $job_id}), (a:Ability {id: $ability_id})
MATCH (job)-[need:REQUIRES]->(a)
OPTIONAL MATCH (a)<-[d:DEVELOPS]-(k:KnowledgePoint)
OPTIONAL MATCH (learner)-[m:MASTERS]->(p:KnowledgePoint) WHERE p = k
OPTIONAL MATCH (r:Resource)-[:TEACHES]->(t:KnowledgePoint) WHERE t = k
RETURN properties(need) AS need, a.name AS ability, properties(d) AS develops, k.name AS point,
       properties(m) AS masters, r.title AS resource
ORDER BY point, resource
