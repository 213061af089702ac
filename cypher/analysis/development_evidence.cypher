// What develops an ability, and where each of these edges comes from.
//
// Theme: quality
//
// Params:
//   $ability  STRING  Ability.id
//   $limit    INTEGER  most rows (default 20)
// Returns:
//   point_id         STRING  KnowledgePoint.id
//   name             STRING
//   weight           FLOAT  what serves, in (0, 1]
//   sources          LIST OF STRING  who says it
//   support          INTEGER OR NULL  transactions with both
//   confidence       FLOAT OR NULL  point to ability, in [0, 1]
//   confidence_back  FLOAT OR NULL  ability to point
//   lift             FLOAT OR NULL
//   predicted_score  FLOAT OR NULL
MATCH (:Ability {id: $ability})<-[d:DEVELOPS]-(k:KnowledgePoint)
RETURN k.id AS point_id, k.name AS name, d.weight AS weight, d.sources AS sources,
       d.mined_n AS support, d.mined_confidence AS confidence,
       d.mined_confidence_back AS confidence_back, d.mined_lift AS lift,
       d.predicted_score AS predicted_score
ORDER BY weight DESC, point_id
LIMIT $limit
