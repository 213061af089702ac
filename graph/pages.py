"""The whole map, a page at a time."""

from collections.abc import Iterator, Sequence

from graph.claims import Properties
from graph.current import unfold
from graph.plans import Ends
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Store

Page = dict[str, Properties]
_SIZE = 1_000


def list_pages(store: Store, label: str, size: int = _SIZE) -> Iterator[Page]:
    """Yield all nodes of a label by id, at most ``size`` at once."""
    kind, after = NODE_KINDS[label], ""
    while True:
        rows = store.read(f"{kind.folder}/list_{kind.noun}_after", after=after, limit=size)
        if rows:
            yield {row["id"]: row["properties"] for row in rows}
            after = rows[-1]["id"]
        if len(rows) < size:
            return


def list_edges_from(store: Store, type_: str, ids: Sequence[str]) -> dict[Ends, Properties]:
    """Return the relationships of a type that start at these nodes, by both ends, in order."""
    kind = EDGE_KINDS[type_]
    rows = store.read(f"{kind.folder}/list_{kind.noun}_from", from_ids=list(ids))
    return dict(sorted(unfold(rows).items()))


def list_edges_to(store: Store, type_: str, ids: Sequence[str]) -> dict[Ends, Properties]:
    """Return the relationships of a type that lead to these nodes, by both ends, in order."""
    kind = EDGE_KINDS[type_]
    rows = store.read(f"{kind.folder}/list_{kind.noun}_to", ids=list(ids))
    return {(row["from_id"], row["to_id"]): row["properties"] for row in rows}


def list_origins(store: Store) -> dict[str | None, str]:
    """Return which origin says most of what a framework's jobs and abilities are joined by.

    What has no framework is under None.
    """
    found: dict[str | None, str] = {}
    for name in ("jobs/list_requires_origins", "abilities/list_part_of_origins"):
        for row in store.read(name):
            found.setdefault(row["framework_id"], row["origin"])
    return found
