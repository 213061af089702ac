// The id of a PRECEDES relationship is unique.
CREATE CONSTRAINT precedes_id IF NOT EXISTS FOR ()-[r:PRECEDES]-() REQUIRE r.id IS UNIQUE
