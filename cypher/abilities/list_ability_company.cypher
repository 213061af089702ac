// What each ability is joined to: jobs, knowledge points and courses.
//
// Returns:
//   id       STRING  Ability.id
//   company  LIST OF STRING  their ids, in order
MATCH (n:Ability)<-[:REQUIRES|DEVELOPS|TRAINS]-(other)
WITH DISTINCT n.id AS id, other.id AS other
ORDER BY id, other
RETURN id AS id, collect(other) AS company
ORDER BY id
