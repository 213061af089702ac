// One changeset.
//
// Params:
//   $seq     INTEGER  its place in the one order of the map
// Returns:
//   id       STRING   ChangeSet.id
//   seq      INTEGER  its place in the one order of the map
//   at       STRING   when, UTC
//   author   STRING   who
//   kind     STRING   import, mining, ...
//   note     STRING   what for
//   state    STRING   applying, applied or undone
//   changes  INTEGER  how many changes it holds
MATCH (c:ChangeSet {seq: $seq})
RETURN c.id AS id, c.seq AS seq, c.at AS at, c.author AS author, c.kind AS kind, c.note AS note,
       c.state AS state, c.changes AS changes
ORDER BY id
LIMIT 1
