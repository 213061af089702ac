// How many of each month's postings mention an ability.
//
// Theme: demand
//
// Params:
//   $ability  STRING  Ability.id
//   $limit    INTEGER  most months, the newest (default 24)
// Returns:
//   month       STRING  YYYY-MM
//   postings    INTEGER  postings of the month
//   mentioning  INTEGER  of them, those that mention it
//   share       FLOAT  mentioning / postings, in [0, 1]
MATCH (p:Posting)
WHERE p.duplicate_of IS NULL AND p.posted IS NOT NULL
WITH substring(p.posted, 0, 7) AS month, p
OPTIONAL MATCH (p)-[m:MENTIONS]->(:Ability {id: $ability})
WITH month, count(p) AS postings, count(m) AS mentioning
RETURN month AS month, postings AS postings, mentioning AS mentioning,
       1.0 * mentioning / postings AS share
ORDER BY month DESC
LIMIT $limit
