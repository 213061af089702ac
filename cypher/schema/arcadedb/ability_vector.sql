-- Vectors of abilities, 64 numbers each, near by their angle.
CREATE PROPERTY Ability.vector IF NOT EXISTS LIST OF DOUBLE;
CREATE INDEX ability_vector IF NOT EXISTS ON Ability (vector)
  LSM_VECTOR METADATA {"dimensions": 64, "similarity": "COSINE"};
