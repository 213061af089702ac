// A KnowledgePoint is found by its course.
CREATE INDEX knowledge_point_course IF NOT EXISTS FOR (n:KnowledgePoint) ON (n.course)
