"""What to learn next: paths."""
