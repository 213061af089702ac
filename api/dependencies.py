"""What routes are given: the graph and the home of the running application."""

from pathlib import Path
from typing import Annotated

from fastapi import Depends, Query, Request

from api.session import Session
from graph.store import Store


def get_session(request: Request) -> Session:
    """Return the session that the application opened at its start."""
    session: Session = request.app.state.session
    return session


def get_store(session: Annotated[Session, Depends(get_session)]) -> Store:
    """Return the graph."""
    return session.store


def get_home(session: Annotated[Session, Depends(get_session)]) -> Path:
    """Return the folder of everything that is kept beside the graph."""
    return session.home


StoreDep = Annotated[Store, Depends(get_store)]
HomeDep = Annotated[Path, Depends(get_home)]
Limit = Annotated[int, Query(ge=1, le=1000, description="most rows to return")]
AsOf = Annotated[
    str | None,
    Query(max_length=40, description="number of a changeset, a time or a date (ISO 8601)"),
]
