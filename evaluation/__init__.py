"""Measures every method; simulators and generators."""
