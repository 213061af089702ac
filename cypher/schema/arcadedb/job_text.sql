-- Words of jobs: titles and descriptions, Chinese and English.
CREATE PROPERTY Job.title IF NOT EXISTS STRING;
CREATE PROPERTY Job.title_en IF NOT EXISTS STRING;
CREATE PROPERTY Job.title_zh IF NOT EXISTS STRING;
CREATE PROPERTY Job.description IF NOT EXISTS STRING;
CREATE INDEX job_text IF NOT EXISTS ON Job (title, title_en, title_zh, description)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
