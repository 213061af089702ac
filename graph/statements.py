"""The statements as people run them: with their parameters written in."""

import cypher


def render_statement(name: str, **params: object) -> str:
    """Return the statement ``name`` with its parameters written in, for any console."""
    return cypher.render(cypher.load(name), params)
