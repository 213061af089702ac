"""What every door opens first: the settings, and the graph they name."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.migrations import migrate
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Session:
    """An open graph and the folder of everything that is kept beside it."""

    store: Store
    home: Path

    @property
    def raw(self) -> Path:
        """Where crawls are kept."""
        return self.home / "raw"


@contextmanager
def open_session(settings: Settings | None = None) -> Iterator[Session]:
    """Open the graph that the environment names, its schema up to date.

    Raises:
        UnavailableError: no server answers, or the embedded one cannot be started.
    """
    settings = settings or Settings()
    with open_store(settings) as store:
        migrate(store)
        yield Session(store, settings.journeyman_home)
