"""What the graph holds now of nodes and relationships that are named."""

from collections.abc import Iterable

from graph.claims import Properties
from graph.plans import Ends
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Row, Store

_CHUNK = 5_000


def list_nodes(store: Store, label: str, ids: Iterable[str]) -> dict[str, Properties]:
    """Return what the graph holds of these nodes, by id; an unknown id is absent."""
    kind, wanted = NODE_KINDS[label], sorted(ids)
    found: dict[str, Properties] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = store.read(
            f"{kind.folder}/list_{kind.noun}_by_id", ids=wanted[start : start + _CHUNK]
        )
        found |= {row["id"]: row["properties"] for row in rows}
    return found


def list_edges(store: Store, type_: str, ends: Iterable[Ends]) -> dict[str, Properties]:
    """Return what the graph holds of the relationships between these pairs, by edge id."""
    kind = EDGE_KINDS[type_]
    rows = [{"from_id": from_id, "to_id": to_id} for from_id, to_id in sorted(set(ends))]
    found: dict[str, Properties] = {}
    for start in range(0, len(rows), _CHUNK):
        answer = store.read(
            f"{kind.folder}/list_{kind.noun}_by_ends", rows=rows[start : start + _CHUNK]
        )
        found |= {row["id"]: row["properties"] for row in answer}
    return found


def unfold(rows: Iterable[Row]) -> dict[Ends, Properties]:
    """Return relationships that came folded by their start, by both ends."""
    return {
        (row["from_id"], joined["to_id"]): joined["properties"]
        for row in rows
        for joined in row["joined"]
    }
