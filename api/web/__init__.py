"""Pages: templates, drawing and texts."""
