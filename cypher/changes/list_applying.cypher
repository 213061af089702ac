// Changesets that are being applied, or were when their writer was killed.
//
// Returns:
//   id      STRING  ChangeSet.id
//   kind    STRING  import, mining, snapshot and the like
//   lease   STRING  UTC time until which its writer holds the map
//   owner   STRING  who applies it
MATCH (c:ChangeSet {state: 'applying'})
RETURN c.id AS id, c.kind AS kind, c.lease AS lease, c.owner AS owner
ORDER BY id
