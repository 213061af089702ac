"""Nodes as the readers of frameworks make them; what is empty should be absent."""

from graph.claims import Value
from graph.plans import Node

_LINES = {"name", "title"}
Said = str | int | float | bool | list[str] | None


def framework_node(framework: str, name: str, version: str, **said: Said) -> Node:
    """Return the node of a framework; ``framework`` is its id."""
    return _node("Framework", framework, {"name": name, "version": version, **said})


def job_node(job: str, framework: str, title: str, **said: Said) -> Node:
    """Return the node of a job."""
    return _node("Job", job, {"title": title, "framework": framework, **said})


def ability_node(ability: str, framework: str, name: str, **said: Said) -> Node:
    """Return the node of an ability of a profession."""
    named: dict[str, Said] = {"name": name, "scope": "profession", "framework": framework}
    return _node("Ability", ability, named | said)


def _node(label: str, node_id: str, said: dict[str, Said]) -> Node:
    properties: dict[str, Value | None] = {}
    for key, value in said.items():
        # a name that Python keeps for itself is written with a stroke behind it
        name = key.removesuffix("_")
        line = name.partition("_")[0] in _LINES and isinstance(value, str)
        told = " ".join(str(value).split()) if line else value
        properties[name] = None if told == "" else told
    return Node(label, node_id, properties)
