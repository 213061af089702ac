// What each knowledge point is joined to: courses, abilities, other points and resources.
//
// Returns:
//   id       STRING  KnowledgePoint.id
//   company  LIST OF STRING  their ids, in order
MATCH (n:KnowledgePoint)-[:COVERS|DEVELOPS|PRECEDES|TEACHES|TESTS]-(other)
WITH DISTINCT n.id AS id, other.id AS other
ORDER BY id, other
RETURN id AS id, collect(other) AS company
ORDER BY id
