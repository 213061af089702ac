// Abilities that share a name, case aside, and may be one.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   name       STRING  in small letters
//   abilities  INTEGER  that have it
//   first_id   STRING  the least Ability.id
//   last_id    STRING  the greatest
MATCH (a:Ability)
WHERE a.name IS NOT NULL
WITH toLower(a.name) AS name, count(a) AS abilities, min(a.id) AS first_id, max(a.id) AS last_id
WHERE abilities > 1
RETURN name AS name, abilities AS abilities, first_id AS first_id, last_id AS last_id
ORDER BY abilities DESC, name
LIMIT $limit
