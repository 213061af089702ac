-- Words of abilities: names and descriptions, Chinese and English.
CREATE PROPERTY Ability.name IF NOT EXISTS STRING;
CREATE PROPERTY Ability.name_en IF NOT EXISTS STRING;
CREATE PROPERTY Ability.name_zh IF NOT EXISTS STRING;
CREATE PROPERTY Ability.description IF NOT EXISTS STRING;
CREATE INDEX ability_text IF NOT EXISTS ON Ability (name, name_en, name_zh, description)
  FULL_TEXT METADATA {"analyzer": "org.apache.lucene.analysis.cjk.CJKAnalyzer"};
