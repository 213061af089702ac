"""Syllabi as documents: read into blocks, and the blocks into a course with its outline."""
