// Forget the tags of a kind that learners followed before.
//
// Params:
//   $rows     LIST OF MAP  {learner_id, kind, tag_ids}: the tags that stay
// Returns:
//   written   INTEGER      relationships found
UNWIND $rows AS row
MATCH (:Learner {id: row.learner_id})-[f:FOLLOWS]->(t:Tag {kind: row.kind})
WHERE NOT t.id IN row.tag_ids
DELETE f
RETURN count(*) AS written
