// Words of resources: titles and stems, Chinese and English.
CREATE FULLTEXT INDEX resource_text IF NOT EXISTS FOR (n:Resource)
ON EACH [n.title, n.stem]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
