"""The graph servers that figures are measured on, each empty and one at a time."""

import logging
import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

from pydantic import SecretStr

from graph.server import join_server
from graph.settings import Settings

logger = logging.getLogger(__name__)
NEO4J = Path(__file__).parents[1].parent / "shared" / "neo4j" / "neo4j"
Opener = Callable[[], AbstractContextManager[Settings]]


def list_servers() -> list[tuple[str, Opener]]:
    """Return the servers in reach by name, and how to open each for as long as it is measured."""
    found: list[tuple[str, Opener]] = [("embedded", open_embedded)]
    if os.environ.get("NEO4J_URI"):
        found.append(("Neo4j", open_named))
    elif NEO4J.is_file():
        found.append(("Neo4j", open_beside))
    else:
        logger.warning("left out: Neo4j, since NEO4J_URI names none")
    return found


def find_port() -> int:
    """Return a port on 127.0.0.1 that nothing listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def open_embedded() -> Iterator[Settings]:
    """Run an embedded server in a home of its own."""
    with tempfile.TemporaryDirectory() as folder, join_server(Path(folder)):
        yield Settings(neo4j_uri="", journeyman_home=Path(folder))


@contextmanager
def open_named() -> Iterator[Settings]:
    """Use the server that the environment names; what is in it is the caller's affair."""
    yield Settings()


@contextmanager
def open_beside() -> Iterator[Settings]:
    """Start the Neo4j beside the checkout."""
    environment = os.environ | {"NEO4J_PORT": str(find_port())}
    with tempfile.TemporaryDirectory() as folder:
        started = subprocess.run(  # noqa: S603 - our own script
            [NEO4J, "start", folder], env=environment, capture_output=True, text=True, check=True
        )
        said = dict(line.split("=", 1) for line in started.stdout.splitlines() if "=" in line)
        try:
            yield Settings(
                neo4j_uri=said["NEO4J_URI"],
                neo4j_user=said["NEO4J_USER"],
                neo4j_password=SecretStr(said["NEO4J_PASSWORD"]),
                neo4j_database="neo4j",
                journeyman_home=Path(folder),
            )
        finally:
            subprocess.run([NEO4J, "stop", folder], capture_output=True, check=False)  # noqa: S603
