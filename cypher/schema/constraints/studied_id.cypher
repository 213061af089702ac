// The id of a STUDIED relationship is unique.
CREATE CONSTRAINT studied_id IF NOT EXISTS FOR ()-[r:STUDIED]-() REQUIRE r.id IS UNIQUE
