"""What waits for a person, or what a person has decided on: claims, and proposals that serve."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.claims import Block, Properties, list_blocks
from graph.pages import list_edges_from, list_pages
from graph.plans import Ends
from graph.schema import EdgeKind
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Waiting:
    """A relationship that serves, and the blocks of it that nobody has approved."""

    ends: Ends
    held: Properties
    blocks: tuple[Block, ...]


def list_claims(
    store: Store, type_: str, status: str, limit: int = 1_000_000
) -> dict[str, Properties]:
    """Return the claims of a type that are ``proposed``, ``rejected`` or ``superseded``, by id."""
    rows = store.read("claims/list_claims_of_type", type=type_, status=status, limit=limit)
    return {row["id"]: row["properties"] for row in rows}


def list_claims_of(store: Store, ids: Sequence[str]) -> dict[str, Properties]:
    """Return the claims about relationships that start or end at these nodes, by id."""
    rows = store.read("claims/list_claims_of_ends", ids=list(ids))
    return {row["id"]: row["properties"] for row in rows}


def list_claims_about(store: Store, edges: Sequence[str]) -> dict[str, Properties]:
    """Return the claims about these relationships, given by id, in whatever state, by id."""
    rows = store.read("claims/list_claims_by_edge", edge_ids=list(edges))
    return {row["id"]: row["properties"] for row in rows}


def list_waiting(store: Store, kind: EdgeKind) -> Iterator[list[Waiting]]:
    """Yield the relationships of a kind that serve and hold a proposal, a page at a time."""
    for page in list_pages(store, kind.from_label):
        yield [
            Waiting(ends, held, blocks)
            for ends, held in list_edges_from(store, kind.type, sorted(page)).items()
            if (blocks := tuple(b for b in list_blocks(held) if b.status == "proposed"))
        ]
