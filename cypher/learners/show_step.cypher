// One step of a path: why the point is on it and what teaches it, to look at in a console.
//
// Params:
//   $learner_id  STRING  Learner.id
//   $job_id      STRING  Job.id
//   $point_id    STRING  KnowledgePoint.id
// Returns:
//   point        STRING  the knowledge point's name
//   masters      MAP     properties of MASTERS; null where nothing is known
//   ability      STRING  an ability that the job requires and the point develops; null: none
//   weight       FLOAT   demand share of that ability
//   develops     FLOAT   weight of the point in it
//   unlocks      LIST    names of the points that build on this one; may be empty
//   resources    LIST    titles of what teaches it; may be empty
MATCH (learner:Learner {id: $learner_id}), (k:KnowledgePoint {id: $point_id})
OPTIONAL MATCH (learner)-[m:MASTERS]->(k)
OPTIONAL MATCH (k)-[d:DEVELOPS]->(a:Ability)<-[need:REQUIRES]-(:Job {id: $job_id})
OPTIONAL MATCH (k)-[:PRECEDES]->(next:KnowledgePoint)
WITH k, m, d, a, need, collect(DISTINCT next.name) AS unlocks
OPTIONAL MATCH (k)<-[:TEACHES]-(r:Resource)
RETURN k.name AS point, properties(m) AS masters, a.name AS ability, need.weight AS weight,
       d.weight AS develops, unlocks AS unlocks, collect(DISTINCT r.title) AS resources
ORDER BY weight DESC, ability
