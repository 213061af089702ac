// Words of abilities: other names, Chinese and English.
CREATE FULLTEXT INDEX ability_aliases IF NOT EXISTS FOR (n:Ability)
ON EACH [n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
