"""Claims that wait for a person, or that a person has decided on."""

from graph.claims import Properties
from graph.store import Store


def list_claims(
    store: Store, type_: str, status: str, limit: int = 1_000_000
) -> dict[str, Properties]:
    """Return the claims of a type that are ``proposed``, ``rejected`` or ``superseded``, by id."""
    rows = store.read("claims/list_claims_of_type", type=type_, status=status, limit=limit)
    return {row["id"]: row["properties"] for row in rows}
