// A Learner is found by its group.
CREATE INDEX learner_group IF NOT EXISTS FOR (n:Learner) ON (n.group)
