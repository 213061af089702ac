// Take away every changeset, the last of a load that was interrupted.
//
// Returns:
//   written   INTEGER  changesets taken away
MATCH (c:ChangeSet)
DETACH DELETE c
RETURN count(c) AS written
