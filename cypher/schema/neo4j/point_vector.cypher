// Vectors of knowledge points, 64 numbers each, near by their angle.
CREATE VECTOR INDEX point_vector IF NOT EXISTS FOR (n:KnowledgePoint) ON (n.vector)
OPTIONS {indexConfig: {`vector.dimensions`: 64, `vector.similarity_function`: 'cosine'}}
