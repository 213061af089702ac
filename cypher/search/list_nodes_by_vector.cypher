// The nodes of an index's label whose vectors point most nearly the same way, but for the retired.
//
// Params:
//   $index   STRING   a vector index: ability_vector, job_vector, point_vector
//   $count   INTEGER  how many, 1 or more
//   $vector  LIST OF FLOAT  64 numbers
// Returns:
//   id       STRING
//   name     STRING OR NULL  its name or title
//   vector   LIST OF FLOAT   its own: each server scores in a way of its own
CALL db.index.vector.queryNodes($index, $count, $vector) YIELD node
WHERE node.retired IS NULL
RETURN node.id AS id, coalesce(node.name, node.title) AS name, node.vector AS vector
ORDER BY id
