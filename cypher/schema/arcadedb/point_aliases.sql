-- Words of knowledge points: other names, Chinese and English.
-- An index of its own: a record whose list is absent would be in no common one.
CREATE PROPERTY KnowledgePoint.aliases IF NOT EXISTS LIST OF STRING;
CREATE INDEX point_aliases IF NOT EXISTS ON KnowledgePoint (aliases BY ITEM)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
