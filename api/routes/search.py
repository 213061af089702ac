"""Words found in the map, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import Limit, StoreDep
from graph.search import Found, search_nodes

router = APIRouter(prefix="/search", tags=["search"])


@router.get("")
def search(
    q: Annotated[str, Query(max_length=200)],
    store: StoreDep,
    label: str = "Ability",
    limit: Limit = 20,
) -> list[Found]:
    """List nodes of a label that hold words of ``q``, the most alike names first."""
    return search_nodes(store, label, q, limit)
