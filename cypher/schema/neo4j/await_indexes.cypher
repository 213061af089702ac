// Wait until every index is complete: here they are built beside other work.
CALL db.awaitIndexes(300)
