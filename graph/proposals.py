"""Claims that wait for a person, or that a person has decided on."""

from collections.abc import Sequence

from graph.claims import Properties
from graph.store import Store


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
