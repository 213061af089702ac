// The relationships TESTS that hold a block of this origin, with all that they hold, by start.
//
// Params:
//   $origin     STRING  imported_origin, mined_origin or predicted_origin
// Returns:
//   from_id     STRING  Resource.id
//   joined      LIST    of {to_id, properties}, in no order: KnowledgePoint.id, every property
MATCH (a:Resource)-[r:TESTS]->(b:KnowledgePoint)
WHERE r.imported_origin = $origin OR r.mined_origin = $origin OR r.predicted_origin = $origin
RETURN a.id AS from_id, collect({to_id: b.id, properties: properties(r)}) AS joined
ORDER BY from_id
