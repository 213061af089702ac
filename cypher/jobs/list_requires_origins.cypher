// Which origins say what the jobs of a framework require, the one that says most first.
//
// Returns:
//   framework_id   STRING   Framework.id of the job; null where it has none
//   origin         STRING   REQUIRES.imported_origin
//   relationships  INTEGER  how many of them it says
MATCH (j:Job)-[r:REQUIRES]->(:Ability)
WHERE r.imported_origin IS NOT NULL
RETURN j.framework AS framework_id, r.imported_origin AS origin, count(r) AS relationships
ORDER BY relationships DESC, origin, framework_id
