// Words of knowledge points: names, Chinese and English.
CREATE FULLTEXT INDEX point_text IF NOT EXISTS FOR (n:KnowledgePoint)
ON EACH [n.name, n.name_en, n.name_zh]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
