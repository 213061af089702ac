// How many relationships each type has.
//
// Returns:
//   type   STRING
//   count  INTEGER
MATCH ()-[r]->()
RETURN type(r) AS type, count(r) AS count
ORDER BY type
