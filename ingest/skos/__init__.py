"""The map as SKOS concepts in RDF: read, written, checked."""
