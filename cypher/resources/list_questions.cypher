// All questions.
//
// Returns:
//   question_id  STRING   Resource.id
//   title        STRING   its text where it has no title; null where unknown
//   course_id    STRING   Course.id it belongs to; null where unknown
//   difficulty   FLOAT    0 easy to 1 hard, as its source says; null where unknown
MATCH (r:Resource {kind: 'question'})
RETURN r.id AS question_id, coalesce(r.title, r.stem) AS title, r.course AS course_id,
       r.difficulty AS difficulty
ORDER BY question_id
