// Add study sessions by their own key; one that is there stays as it is.
//
// Params:
//   $rows     LIST OF MAP  {id, learner_id, resource_id, properties}
// Returns:
//   written   INTEGER      events found or added
UNWIND $rows AS row
MATCH (l:Learner {id: row.learner_id})
MATCH (r:Resource {id: row.resource_id})
MERGE (l)-[e:STUDIED {id: row.id}]->(r)
ON CREATE SET e += row.properties
RETURN count(e) AS written
