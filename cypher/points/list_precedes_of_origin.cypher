// The relationships PRECEDES that hold a block of this origin, with all that they hold.
//
// Params:
//   $origin     STRING  imported_origin, mined_origin or predicted_origin
// Returns:
//   from_id     STRING  KnowledgePoint.id
//   to_id       STRING  KnowledgePoint.id
//   properties  MAP     every property of the relationship
MATCH (a:KnowledgePoint)-[r:PRECEDES]->(b:KnowledgePoint)
WHERE r.imported_origin = $origin OR r.mined_origin = $origin OR r.predicted_origin = $origin
RETURN a.id AS from_id, b.id AS to_id, properties(r) AS properties
ORDER BY from_id, to_id
