-- Words of jobs: other names, Chinese and English.
-- An index of its own: a record whose list is absent would be in no common one.
CREATE PROPERTY Job.aliases IF NOT EXISTS LIST OF STRING;
CREATE INDEX job_aliases IF NOT EXISTS ON Job (aliases BY ITEM)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
