-- Words of courses: titles and descriptions, Chinese and English.
CREATE PROPERTY Course.title IF NOT EXISTS STRING;
CREATE PROPERTY Course.title_en IF NOT EXISTS STRING;
CREATE PROPERTY Course.title_zh IF NOT EXISTS STRING;
CREATE PROPERTY Course.description IF NOT EXISTS STRING;
CREATE INDEX course_text IF NOT EXISTS ON Course (title, title_en, title_zh, description)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
