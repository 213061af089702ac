// What is claimed of relationships that start or end at these nodes.
//
// Params:
//   $ids        LIST OF STRING  Claim.from_id or Claim.to_id
// Returns:
//   id          STRING  Claim.id
//   properties  MAP     every property of the claim
MATCH (c:Claim)
WHERE c.from_id IN $ids OR c.to_id IN $ids
RETURN c.id AS id, properties(c) AS properties
ORDER BY id
