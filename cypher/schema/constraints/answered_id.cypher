// The id of a ANSWERED relationship is unique.
CREATE CONSTRAINT answered_id IF NOT EXISTS FOR ()-[r:ANSWERED]-() REQUIRE r.id IS UNIQUE
