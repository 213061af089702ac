// What the courses say that they train.
//
// Returns:
//   ability_id  STRING  Ability.id, of scope course
//   name        STRING  as the syllabus words it
//   course_id   STRING  Course.id
MATCH (c:Course)-[:TRAINS]->(a:Ability)
RETURN a.id AS ability_id, a.name AS name, c.id AS course_id
ORDER BY course_id, ability_id
