// A Resource is found by its course.
CREATE INDEX resource_course IF NOT EXISTS FOR (n:Resource) ON (n.course)
