-- Vectors of knowledge points, 64 numbers each, near by their angle.
CREATE PROPERTY KnowledgePoint.vector IF NOT EXISTS LIST OF DOUBLE;
CREATE INDEX point_vector IF NOT EXISTS ON KnowledgePoint (vector)
  LSM_VECTOR METADATA {"dimensions": 64, "similarity": "COSINE"};
