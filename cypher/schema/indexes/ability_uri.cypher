// A Ability is found by its uri.
CREATE INDEX ability_uri IF NOT EXISTS FOR (n:Ability) ON (n.uri)
