"""The HTTP application: routes, pages and errors around one open graph."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.errors import add_error_handlers
from api.routes import health, jobs, learners, pages, search, sequences, trends, ways
from api.session import Session, open_session

_STATIC = Path(__file__).parent / "web" / "static"
Opener = Callable[[], AbstractContextManager[Session]]


def create_app(opener: Opener = open_session) -> FastAPI:
    """Return the application; it opens its graph when it starts and closes it when it ends."""
    app: FastAPI = FastAPIOffline(
        title="Journeyman",
        summary="What a learner lacks for a job, and the path that closes the gap",
        version=_version(),
        lifespan=_living_with(opener),
    )
    add_error_handlers(app)
    for module in (health, jobs, learners, search, sequences, trends, ways):
        app.include_router(module.router)
    app.include_router(pages.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    return app


def _living_with(
    opener: Opener,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def live(app: FastAPI) -> AsyncIterator[None]:
        with opener() as session:
            app.state.session = session
            yield

    return live


def _version() -> str:
    try:
        return version("journeyman")
    except PackageNotFoundError:
        return "0"
