"""The one door for free Cypher: three locks, each a part that is tested by itself.

1. :mod:`graph.reading`: which words may stand where.
2. On Neo4j :mod:`graph.operators` and READ mode; on the embedded server the read-only users of
   :mod:`graph.logins` and an HTTP port for queries alone.
3. Limits on time, rows and bytes, in both readers.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

import httpx
import neo4j

from graph.answers import Answer, Limits
from graph.embedded_door import EmbeddedReader
from graph.logins import ensure_analyst
from graph.neo4j_door import Neo4jReader
from graph.reading import check_reading
from graph.server import DATABASE, ROOT, Server, join_server
from graph.settings import Settings

_SECONDS = 30.0
_NO_PARAMS: Mapping[str, object] = {}
_LIMITS = Limits()


class Reader(Protocol):
    """What runs a statement with few rights and within limits."""

    def run(self, text: str, params: Mapping[str, object], limits: Limits) -> Answer:
        """Run a statement."""

    def close(self) -> None:
        """Give the connections back."""


class Door:
    """Free Cypher that reads; with ``learners`` also what people are and did."""

    def __init__(self, reader: Reader, *, learners: bool = False) -> None:
        self._reader = reader
        self._learners = learners

    def ask(
        self, text: str, params: Mapping[str, object] = _NO_PARAMS, limits: Limits = _LIMITS
    ) -> Answer:
        """Run a free statement through all three locks and return its answer.

        Raises:
            RefusedStatementError: a lock does not let it through; nothing was run.
            ServerRefusedError: the server cannot run it, a syntax error for example.
            TooExpensiveError: too slow, too large, too much memory.
            UnavailableError: the server does not answer.
        """
        check_reading(text, learners=self._learners)
        return self._reader.run(text, params, limits)


@contextmanager
def open_door(settings: Settings, *, learners: bool = False) -> Iterator[Door]:
    """Open the door to the graph that the settings name; an embedded server is started if needed.

    Raises:
        UnavailableError: no server answers, or the embedded one cannot be started.
        ServerRefusedError: the embedded server does not take its read-only user.
    """
    if settings.neo4j_uri:
        remote = Neo4jReader(_connect(settings), settings.neo4j_database, learners=learners)
        with closing(remote):
            yield Door(remote, learners=learners)
        return
    home = settings.journeyman_home
    with join_server(home) as server, closing(open_reader(home, server, learners=learners)) as own:
        yield Door(own, learners=learners)


def open_reader(home: Path, server: Server, *, learners: bool = False) -> EmbeddedReader:
    """Return a reader with the rights of an analyst; root's are used to make the user, no more."""
    url = f"http://127.0.0.1:{server.http_port}"
    auth = (ROOT, Path(server.password_file).read_text())
    with httpx.Client(base_url=url, auth=auth, timeout=_SECONDS) as root:
        login = ensure_analyst(home, root, DATABASE, learners=learners)
    return EmbeddedReader(url, DATABASE, login)


def _connect(settings: Settings) -> neo4j.Driver:
    password = settings.neo4j_password.get_secret_value()
    return neo4j.GraphDatabase.driver(
        settings.neo4j_uri,
        auth=(settings.neo4j_user, password) if password else None,
        notifications_min_severity="OFF",
        connection_acquisition_timeout=_SECONDS,
    )
