// What teaches and what tests knowledge points, the easiest first.
//
// Params:
//   $point_ids   LIST OF STRING  KnowledgePoint.id
//   $per_point   INTEGER         most resources of a point that teach, and that test
// Returns:
//   point_id     STRING  KnowledgePoint.id
//   relation     STRING  TEACHES or TESTS
//   resources    LIST    maps {resource_id, kind, title, url, seconds, difficulty, origin}
UNWIND $point_ids AS point_id
MATCH (k:KnowledgePoint {id: point_id})<-[t:TEACHES|TESTS]-(r:Resource)
WITH k.id AS point_id, type(t) AS relation, r, t ORDER BY coalesce(r.difficulty, 0.5), r.id
WITH point_id, relation,
     collect({resource_id: r.id, kind: r.kind, title: coalesce(r.title, r.stem), url: r.url,
              seconds: r.seconds, difficulty: r.difficulty,
              origin: coalesce(t.imported_origin, t.sources[0])}) AS found
RETURN point_id AS point_id, relation AS relation, found[0..$per_point] AS resources
ORDER BY point_id, relation
