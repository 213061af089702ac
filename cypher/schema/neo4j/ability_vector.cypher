// Vectors of abilities, 64 numbers each, near by their angle.
CREATE VECTOR INDEX ability_vector IF NOT EXISTS FOR (n:Ability) ON (n.vector)
OPTIONS {indexConfig: {`vector.dimensions`: 64, `vector.similarity_function`: 'cosine'}}
