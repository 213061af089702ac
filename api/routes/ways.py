"""The best way between what is taught and what is asked for, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import StoreDep
from graph.ways import Way, find_way

router = APIRouter(prefix="/ways", tags=["ways"])
From = Annotated[str, Query(alias="from", min_length=1, max_length=200, description="its id")]
To = Annotated[str, Query(alias="to", min_length=1, max_length=200, description="its id")]


@router.get("")
def get_one(from_id: From, to_id: To, store: StoreDep) -> Way:
    """Return the best way between a point, an ability and a job, with who says each edge."""
    return find_way(store, from_id, to_id)
