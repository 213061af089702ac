// The id of a TRAINS relationship is unique.
CREATE CONSTRAINT trains_id IF NOT EXISTS FOR ()-[r:TRAINS]-() REQUIRE r.id IS UNIQUE
