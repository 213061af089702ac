-- Words of knowledge points: names, Chinese and English.
CREATE PROPERTY KnowledgePoint.name IF NOT EXISTS STRING;
CREATE PROPERTY KnowledgePoint.name_en IF NOT EXISTS STRING;
CREATE PROPERTY KnowledgePoint.name_zh IF NOT EXISTS STRING;
CREATE INDEX point_text IF NOT EXISTS ON KnowledgePoint (name, name_en, name_zh)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
