// Every node of the graph, in no order, to be read as it arrives.
//
// Returns:
//   label       STRING
//   properties  MAP     all of its properties
MATCH (n)
RETURN labels(n)[0] AS label, properties(n) AS properties
