// Which origins say what the abilities of a framework are part of, the one that says most first.
//
// Returns:
//   framework_id   STRING   Framework.id of the part; null where it has none
//   origin         STRING   PART_OF.imported_origin
//   relationships  INTEGER  how many of them it says
MATCH (a:Ability)-[r:PART_OF]->(:Ability)
WHERE r.imported_origin IS NOT NULL
RETURN a.framework AS framework_id, r.imported_origin AS origin, count(r) AS relationships
ORDER BY relationships DESC, origin, framework_id
