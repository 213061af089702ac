// What comes before knowledge points, as far back as it goes, as pairs.
//
// Params:
//   $point_ids  LIST OF STRING  KnowledgePoint.id
// Returns:
//   from_id     STRING   KnowledgePoint.id that comes first
//   to_id       STRING   KnowledgePoint.id that builds on it
//   origin      STRING   who says so
UNWIND $point_ids AS point_id
MATCH (k:KnowledgePoint {id: point_id})<-[:PRECEDES*0..16]-(b:KnowledgePoint)
WITH DISTINCT b
MATCH (b)<-[r:PRECEDES]-(a:KnowledgePoint)
RETURN a.id AS from_id, b.id AS to_id, coalesce(r.imported_origin, r.sources[0]) AS origin
ORDER BY from_id, to_id
