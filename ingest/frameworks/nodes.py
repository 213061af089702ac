"""Nodes as the readers of frameworks make them; what is empty should be absent."""

from graph.claims import Value
from graph.plans import Node

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
    for name, value in said.items():
        # a name that Python keeps for itself is written with a stroke behind it
        properties[name.removesuffix("_")] = None if value == "" else value
    return Node(label, node_id, properties)
