// The id of a TESTS relationship is unique.
CREATE CONSTRAINT tests_id IF NOT EXISTS FOR ()-[r:TESTS]-() REQUIRE r.id IS UNIQUE
