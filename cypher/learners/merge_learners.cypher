// Add learners or bring what is known of them up to date.
//
// Params:
//   $rows     LIST OF MAP  {id, properties}
// Returns:
//   written   INTEGER      learners
UNWIND $rows AS row
MERGE (l:Learner {id: row.id})
SET l += row.properties
RETURN count(l) AS written
