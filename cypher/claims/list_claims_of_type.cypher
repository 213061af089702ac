// The claims of a type that are in a state, by id.
//
// Params:
//   $type       STRING   Claim.type: a relationship's, or SAME_AS
//   $status     STRING   proposed, rejected or superseded
//   $limit      INTEGER  most rows to return, 1 or more
// Returns:
//   id          STRING   Claim.id
//   properties  MAP      every property of the claim
MATCH (c:Claim {type: $type, status: $status})
RETURN c.id AS id, properties(c) AS properties
ORDER BY id
LIMIT $limit
