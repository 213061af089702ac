// Take vectors of other models than this from nodes KnowledgePoint.
//
// Params:
//   $model    STRING   the model version that stays
// Returns:
//   written   INTEGER  nodes that lost theirs
MATCH (n:KnowledgePoint)
WHERE n.vector_model <> $model
SET n.vector = null, n.vector_model = null
RETURN count(n) AS written
