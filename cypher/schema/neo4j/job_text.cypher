// Words of jobs: titles and descriptions, Chinese and English.
CREATE FULLTEXT INDEX job_text IF NOT EXISTS FOR (n:Job)
ON EACH [n.title, n.title_en, n.title_zh, n.description]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
