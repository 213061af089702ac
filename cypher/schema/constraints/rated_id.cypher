// The id of a RATED relationship is unique.
CREATE CONSTRAINT rated_id IF NOT EXISTS FOR ()-[r:RATED]-() REQUIRE r.id IS UNIQUE
