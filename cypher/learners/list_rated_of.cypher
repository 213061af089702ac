// Ratings of these learners, as far as the graph has them.
//
// Params:
//   $learner_ids  LIST OF STRING  Learner.id
// Returns:
//   event_id      STRING  of the event
//   learner_id    STRING  Learner.id
//   resource_id   STRING  Resource.id
//   properties    MAP     score, comment, at, id
UNWIND $learner_ids AS learner_id
MATCH (l:Learner {id: learner_id})-[e:RATED]->(r:Resource)
RETURN e.id AS event_id, l.id AS learner_id, r.id AS resource_id, properties(e) AS properties
ORDER BY event_id
