// Vectors of jobs, 64 numbers each, near by their angle.
CREATE VECTOR INDEX job_vector IF NOT EXISTS FOR (n:Job) ON (n.vector)
OPTIONS {indexConfig: {`vector.dimensions`: 64, `vector.similarity_function`: 'cosine'}}
