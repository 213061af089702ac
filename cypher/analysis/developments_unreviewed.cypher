// Developments that only a machine says and no person has looked at, the weakest first.
//
// Theme: quality
//
// Params:
//   $limit  INTEGER  most rows (default 20)
// Returns:
//   point_id    STRING  KnowledgePoint.id
//   name        STRING
//   ability_id  STRING  Ability.id
//   weight      FLOAT  in (0, 1]
//   source      STRING  mined or predicted
MATCH (k:KnowledgePoint)-[d:DEVELOPS]->(a:Ability)
WHERE d.reviewed_by IS NULL AND d.expert_origin IS NULL AND d.imported_origin IS NULL
RETURN k.id AS point_id, k.name AS name, a.id AS ability_id, d.weight AS weight,
       d.sources[0] AS source
ORDER BY weight, point_id, ability_id
LIMIT $limit
