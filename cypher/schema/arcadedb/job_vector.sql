-- Vectors of jobs, 64 numbers each, near by their angle.
CREATE PROPERTY Job.vector IF NOT EXISTS LIST OF DOUBLE;
CREATE INDEX job_vector IF NOT EXISTS ON Job (vector)
  LSM_VECTOR METADATA {"dimensions": 64, "similarity": "COSINE"};
