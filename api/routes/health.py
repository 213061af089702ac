"""Whether the application and its graph answer."""

from fastapi import APIRouter
from pydantic import BaseModel

from api.dependencies import StoreDep
from graph.changes import get_seq

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The graph's server, and the number of the newest changeset of the map."""

    status: str
    server: str
    seq: int


@router.get("/health")
def get_health(store: StoreDep) -> Health:
    """Say whether the graph answers."""
    return Health(status="ok", server=store.describe(), seq=get_seq(store))
