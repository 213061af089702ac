"""The model, and the only code that speaks to a database."""
