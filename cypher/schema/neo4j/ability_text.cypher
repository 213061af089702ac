// Words of abilities: names and descriptions, Chinese and English.
CREATE FULLTEXT INDEX ability_text IF NOT EXISTS FOR (n:Ability)
ON EACH [n.name, n.name_en, n.name_zh, n.description]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
