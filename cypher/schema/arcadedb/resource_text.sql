-- Words of resources: titles and stems, Chinese and English.
CREATE PROPERTY Resource.title IF NOT EXISTS STRING;
CREATE PROPERTY Resource.stem IF NOT EXISTS STRING;
CREATE INDEX resource_text IF NOT EXISTS ON Resource (title, stem)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
