// The id of a TEACHES relationship is unique.
CREATE CONSTRAINT teaches_id IF NOT EXISTS FOR ()-[r:TEACHES]-() REQUIRE r.id IS UNIQUE
