// What is claimed and does not serve, by kind, status and source.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   type    STRING  relationship type
//   status  STRING  proposed, rejected or superseded
//   source  STRING  who says it; '' where unknown
//   claims  INTEGER
MATCH (c:Claim)
RETURN c.type AS type, c.status AS status, coalesce(c.source, '') AS source, count(c) AS claims
ORDER BY claims DESC, type, status, source
LIMIT $limit
