// The id of a FOR relationship is unique.
CREATE CONSTRAINT for_id IF NOT EXISTS FOR ()-[r:FOR]-() REQUIRE r.id IS UNIQUE
