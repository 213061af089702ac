// How many nodes each label has.
//
// Returns:
//   label  STRING
//   count  INTEGER
MATCH (n)
RETURN labels(n)[0] AS label, count(n) AS count
ORDER BY label
