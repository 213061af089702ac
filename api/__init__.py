"""The doors: HTTP API, command line and pages. No rules of the domain here."""
