"""Where an old id leads: to the node that it was merged into, or that a framework put in its place.

A ``Redirect {id, to, origin}`` bears the old id and always leads to its end in one step; ``origin``
says who wrote it: a framework's version, or ``graph.drafts.MERGE`` for a person's decision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.current import list_nodes
from graph.plans import Assertion, LeftOut
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


def lead(
    assertions: Sequence[Assertion], leads: Mapping[str, str]
) -> tuple[list[Assertion], list[LeftOut]]:
    """Return assertions at the ends that their ids lead to, and those whose ends became one.

    What is said of the new ends themselves stands before what is led there.
    """
    kept = [a for a in assertions if not leads.keys() & {a.from_id, a.to_id}]
    said = {(item.edge, item.block.source) for item in kept}
    become_one = []
    for item in assertions:
        from_id = leads.get(item.from_id, item.from_id)
        to_id = leads.get(item.to_id, item.to_id)
        if (from_id, to_id) == (item.from_id, item.to_id):
            continue
        led = replace(item, from_id=from_id, to_id=to_id)
        if from_id == to_id:
            become_one.append(LeftOut(item.edge, "its ends have become one"))
        elif (led.edge, led.block.source) not in said:
            said.add((led.edge, led.block.source))
            kept.append(led)
    return kept, become_one
