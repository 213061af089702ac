// A Ability is found by its name.
CREATE INDEX ability_name IF NOT EXISTS FOR (n:Ability) ON (n.name)
