// A ChangeSet is found by its state.
CREATE INDEX change_set_state IF NOT EXISTS FOR (n:ChangeSet) ON (n.state)
