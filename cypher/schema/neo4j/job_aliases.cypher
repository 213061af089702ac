// Words of jobs: other names, Chinese and English.
CREATE FULLTEXT INDEX job_aliases IF NOT EXISTS FOR (n:Job)
ON EACH [n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
