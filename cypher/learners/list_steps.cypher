// What learners did with resources, oldest first; what has no time has no place in an order.
//
// Returns:
//   learner_id   STRING  Learner.id
//   resource_id  STRING  Resource.id
//   at           STRING  when, UTC
//   event_id     STRING  of the answer or study session
MATCH (l:Learner)-[e:ANSWERED|STUDIED]->(r:Resource)
WHERE e.at IS NOT NULL
RETURN l.id AS learner_id, r.id AS resource_id, e.at AS at, e.id AS event_id
ORDER BY at, event_id
