"""Spiders, one module a kind of source."""
