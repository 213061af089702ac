"""What is settled of the order among points, whatever a run finds."""

from collections.abc import Sequence

from graph.current import list_edges
from graph.ids import edge_id
from graph.points import list_order
from graph.store import Store
from graph.waiting import is_decided
from mining.order import Pair


def read_settled(store: Store, origins: Sequence[str]) -> tuple[list[Pair], frozenset[Pair]]:
    """Return the order that is known, and of it what runs of these origins found and is approved.

    What serves by such a run alone, and nobody approved, is not known: it is found again or goes.
    """
    order = list_order(store)
    edges = list_edges(store, "PRECEDES", order)
    known, approved = [], set()
    for pair in order:
        held = edges[edge_id(pair[0], "PRECEDES", pair[1])]
        own, decided = held.get("mined_origin") in origins, is_decided(held, "mined")
        if decided or not own or held["sources"] != ["mined"]:
            known.append(pair)
        if own and decided:
            approved.add(pair)
    return known, frozenset(approved)
