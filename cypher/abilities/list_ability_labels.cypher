// The names and aliases of the abilities of a scope that are not retired: what matchers look for.
//
// Params:
//   $scope      STRING  profession or course
// Returns:
//   ability_id  STRING  Ability.id
//   name        STRING  in the default language
//   name_zh     STRING  in Chinese; null where unknown
//   aliases     LIST    other names, in any language; may be empty
MATCH (a:Ability {scope: $scope})
WHERE a.retired IS NULL
RETURN a.id AS ability_id, a.name AS name, a.name_zh AS name_zh, coalesce(a.aliases, []) AS aliases
ORDER BY ability_id
