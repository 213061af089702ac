"""What people do to the map: review, merge, split, near-duplicates."""
