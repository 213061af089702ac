// The id of a MASTERS relationship is unique.
CREATE CONSTRAINT masters_id IF NOT EXISTS FOR ()-[r:MASTERS]-() REQUIRE r.id IS UNIQUE
