"""The API while its graph's server is away, and when it is back."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

from api.session import Session
from graph.store import Store

Serve = Callable[[AbstractContextManager[Session]], Iterator[httpx.Client]]


class Line:
    """A line to a server that can be cut and mended: what a network does."""

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        for each in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._open.clear()

    def mend(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._listen, args=(self._listener,), daemon=True).start()

    def _listen(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                ends = [listener.accept()[0], socket.create_connection(self._target)]
                self._open += ends
                for start, end in (ends, ends[::-1]):
                    threading.Thread(target=self._carry, args=(start, end), daemon=True).start()

    @staticmethod
    def _carry(start: socket.socket, end: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := start.recv(65536):
                end.sendall(data)


@pytest.fixture
def line(school: Store) -> Iterator[Line]:
    host, port = school._driver.get_server_info().address[:2]
    opened = Line((host, port))
    yield opened
    opened.cut()


@pytest.fixture
def client(school: Store, line: Line, serve: Serve, tmp_path: Path) -> Iterator[httpx.Client]:
    """The application, whose line to the graph can be cut."""
    user, password = school._driver._pool.pool_config.auth._auth

    @contextmanager
    def opener() -> Iterator[Session]:
        uri = f"bolt://127.0.0.1:{line.port}"
        with Store(uri, user, password, school._database) as store:
            yield Session(store, tmp_path)

    yield from serve(opener())


def test_a_graph_that_is_away_is_503_until_it_is_back(client: httpx.Client, line: Line) -> None:
    assert client.get("/jobs").status_code == 200
    line.cut()
    answer = client.get("/jobs")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert f"the graph server at bolt://127.0.0.1:{line.port}" in answer.json()["detail"]
    line.mend()
    assert client.get("/jobs").status_code == 200
