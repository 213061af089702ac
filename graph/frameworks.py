"""Frameworks of abilities and jobs."""

from graph.current import list_nodes
from graph.store import Store


def is_serving(store: Store, framework_id: str) -> bool:
    """Return whether a framework is in the map and not retired."""
    held = list_nodes(store, "Framework", [framework_id]).get(framework_id)
    return held is not None and "retired" not in held
