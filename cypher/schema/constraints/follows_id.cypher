// The id of a FOLLOWS relationship is unique.
CREATE CONSTRAINT follows_id IF NOT EXISTS FOR ()-[r:FOLLOWS]-() REQUIRE r.id IS UNIQUE
