"""One learner: diagnosis and mastery."""
