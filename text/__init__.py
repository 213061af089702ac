"""Words, shared by the workers: normalise, segment, match. Pure."""
