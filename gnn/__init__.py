"""Embeddings of the graph."""
