// Add tags; one that is there stays as it is.
//
// Params:
//   $rows     LIST OF MAP  {id, kind, slug, name}
// Returns:
//   written   INTEGER      tags found or added
UNWIND $rows AS row
MERGE (t:Tag {id: row.id})
ON CREATE SET t.kind = row.kind, t.slug = row.slug, t.name = row.name
RETURN count(t) AS written
