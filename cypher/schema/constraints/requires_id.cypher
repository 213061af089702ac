// The id of a REQUIRES relationship is unique.
CREATE CONSTRAINT requires_id IF NOT EXISTS FOR ()-[r:REQUIRES]-() REQUIRE r.id IS UNIQUE
