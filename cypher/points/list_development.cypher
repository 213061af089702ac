// Which knowledge points develop which abilities, and by whose word.
//
// Returns:
//   point_id          STRING  KnowledgePoint.id
//   ability_id        STRING  Ability.id
//   weight            FLOAT   what serves, in (0, 1]
//   sources           LIST    who says it: expert, imported, mined, predicted
//   imported_origin   STRING  null where no framework or syllabus says it
//   predicted_origin  STRING  null where it was not predicted
MATCH (k:KnowledgePoint)-[d:DEVELOPS]->(a:Ability)
RETURN k.id AS point_id, a.id AS ability_id, d.weight AS weight, d.sources AS sources,
       d.imported_origin AS imported_origin, d.predicted_origin AS predicted_origin
ORDER BY point_id, ability_id
