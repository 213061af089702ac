// The id of a ChangeBatch is unique.
CREATE CONSTRAINT change_batch_id IF NOT EXISTS FOR (n:ChangeBatch) REQUIRE n.id IS UNIQUE
