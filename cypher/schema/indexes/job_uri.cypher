// A Job is found by its uri.
CREATE INDEX job_uri IF NOT EXISTS FOR (n:Job) ON (n.uri)
