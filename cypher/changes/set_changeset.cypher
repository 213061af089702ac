// Change the state or the lease of a changeset that is in the expected state.
//
// Params:
//   $id        STRING   ChangeSet.id
//   $expected  STRING   the state it must be in
//   $state     STRING   applying, applied or undone
//   $lease     STRING   UTC time until which its writer holds the map; '' when it is done
// Returns:
//   written    INTEGER  1, or 0: no such changeset in that state
MATCH (c:ChangeSet {id: $id})
WHERE c.state = $expected
SET c.state = $state, c.lease = $lease
RETURN count(c) AS written
