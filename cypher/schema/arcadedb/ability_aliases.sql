-- Words of abilities: other names, Chinese and English.
-- An index of its own: a record whose list is absent would be in no common one.
CREATE PROPERTY Ability.aliases IF NOT EXISTS LIST OF STRING;
CREATE INDEX ability_aliases IF NOT EXISTS ON Ability (aliases BY ITEM)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
