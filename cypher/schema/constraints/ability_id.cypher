// The id of a Ability is unique.
CREATE CONSTRAINT ability_id IF NOT EXISTS FOR (n:Ability) REQUIRE n.id IS UNIQUE
