// The longest chains of prerequisites, up to eight steps, whole from first to last.
//
// Theme: prerequisites
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   steps  INTEGER  1 to 8
//   chain  STRING  KnowledgePoint.id joined by ' > '
MATCH path = (first:KnowledgePoint)-[:PRECEDES*1..8]->(last:KnowledgePoint)
WHERE NOT EXISTS { MATCH (:KnowledgePoint)-[:PRECEDES]->(first) }
  AND NOT EXISTS { MATCH (last)-[:PRECEDES]->(:KnowledgePoint) }
WITH length(path) AS steps, [k IN nodes(path) | k.id] AS ids
RETURN steps AS steps, reduce(said = ids[0], id IN tail(ids) | said + ' > ' + id) AS chain
ORDER BY steps DESC, chain
LIMIT $limit
