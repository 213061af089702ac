// Every relationship that starts at these nodes Resource, in no order, to be read as it arrives.
//
// Params:
//   $ids        LIST OF STRING  Resource.id
// Returns:
//   type        STRING
//   from_id     STRING
//   to_label    STRING
//   to_id       STRING
//   properties  MAP     all of its properties
UNWIND $ids AS id
MATCH (a:Resource {id: id})-[r]->(b)
RETURN type(r) AS type, a.id AS from_id, labels(b)[0] AS to_label, b.id AS to_id,
  properties(r) AS properties
