// The id of a KnowledgePoint is unique.
CREATE CONSTRAINT knowledge_point_id IF NOT EXISTS FOR (n:KnowledgePoint) REQUIRE n.id IS UNIQUE
