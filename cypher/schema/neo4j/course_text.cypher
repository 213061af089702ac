// Words of courses: titles and descriptions, Chinese and English.
CREATE FULLTEXT INDEX course_text IF NOT EXISTS FOR (n:Course)
ON EACH [n.title, n.title_en, n.title_zh, n.description]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
