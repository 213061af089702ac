"""Where an old id leads: to the node that it was merged into, or that a framework put in its place.

A ``Redirect {id, to, origin}`` bears the old id and always leads to its end in one step; ``origin``
says who wrote it: a framework's version, or ``graph.drafts.MERGE`` for a person's decision.
"""

from collections.abc import Mapping

from graph.current import list_nodes
from graph.store import Store


def follow(store: Store, node_id: str) -> str:
    """Return the id that stands in the place of ``node_id``: itself where nothing does."""
    return str(list_nodes(store, "Redirect", [node_id]).get(node_id, {}).get("to", node_id))


def find_ends(pairs: Mapping[str, str]) -> dict[str, str]:
    """Return where each old id leads in the end; one whose way leads back to itself is absent."""
    ends = {}
    for start in pairs:
        seen, end = {start}, pairs[start]
        while end in pairs and end not in seen:
            seen.add(end)
            end = pairs[end]
        if end not in seen:
            ends[start] = end
    return ends
