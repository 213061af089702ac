// Words of knowledge points: other names, Chinese and English.
CREATE FULLTEXT INDEX point_aliases IF NOT EXISTS FOR (n:KnowledgePoint)
ON EACH [n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
