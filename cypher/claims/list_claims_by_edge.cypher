// What is claimed of these relationships without serving.
//
// Params:
//   $edge_ids   LIST OF STRING  Claim.edge_id
// Returns:
//   id          STRING  Claim.id
//   properties  MAP     every property of the claim
UNWIND $edge_ids AS edge_id
MATCH (c:Claim {edge_id: edge_id})
RETURN c.id AS id, properties(c) AS properties
ORDER BY id
