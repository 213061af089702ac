// Change the lease and the state of a changeset that is being applied under the lease held.
//
// Params:
//   $id        STRING   ChangeSet.id
//   $held      STRING   UTC time at which the lease ends that its holder knows
//   $state     STRING   applying, applied or undone
//   $lease     STRING   UTC time until which its writer holds the map; '' when it is done
// Returns:
//   written    INTEGER  1, or 0: no such changeset is being applied, or under another lease
MATCH (c:ChangeSet {id: $id})
WHERE c.state = 'applying' AND c.lease = $held
SET c.state = $state, c.lease = $lease
RETURN count(c) AS written
