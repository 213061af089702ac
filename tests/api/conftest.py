"""A small machinist school on the default server, and the application over it."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn

from api.app import create_app
from api.cli import main
from api.session import Session
from graph.changes import apply_plan
from graph.claims import Block
from graph.drafts import make_plan
from graph.events import Event, merge_events
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.plans import Assertion, Node
from graph.server import start_server, stop_server
from graph.store import Store


def says(**fields: str | float | bool) -> Block:
    return Block("imported", "test", fields)


@pytest.fixture
def school(one_store: Store) -> Store:
    """One job of two abilities, a course of two points, a question, one learner."""
    nodes = [
        Node("Job", "j", {"title": "machinist", "class": "metal"}),
        Node("Ability", "turn", {"name": "turn parts", "scope": "profession"}),
        Node("Ability", "mill", {"name": "mill parts", "name_zh": "铣削", "scope": "profession"}),
        Node("Course", "c", {"title": "Cutting", "provider": "school", "code": "C1"}),
        Node("KnowledgePoint", "c:lathe", {"name": "Lathe set-up", "course": "c"}),
        Node("KnowledgePoint", "c:mill", {"name": "Milling machines", "course": "c"}),
        Node("Resource", "r:text", {"kind": "text", "title": "Milling", "seconds": 600}),
        Node("Resource", "r:q", {"kind": "question", "stem": "Which cutter?", "course": "c"}),
    ]
    said = [
        Assertion("REQUIRES", "j", "turn", says(essential=True)),
        Assertion("REQUIRES", "j", "mill", says(essential=True)),
        Assertion("COVERS", "c", "c:lathe", says(chapter="Machines", order=1, hours=2.0)),
        Assertion("COVERS", "c", "c:mill", says(chapter="Machines", order=2, hours=3.0)),
        Assertion("PRECEDES", "c:lathe", "c:mill", says(confidence=1.0)),
        Assertion("DEVELOPS", "c:lathe", "turn", says(weight=1.0)),
        Assertion("DEVELOPS", "c:mill", "mill", says(weight=1.0)),
        Assertion("TEACHES", "r:text", "c:mill", says(confidence=1.0)),
        Assertion("TESTS", "r:q", "c:mill", says(confidence=1.0)),
    ]
    apply_plan(one_store, make_plan(one_store, nodes, said), "the school")
    learner = NewLearner("learner:l", "vocational", "Metal", None, "1", "M-1", True, "j")
    merge_learners(one_store, [learner])
    merge_events(one_store, [Event("answered", "first", "learner:l", "r:q", {"score": 0.0})])
    known = Mastery("learner:l", "c:lathe", 0.9, 0.9, 3, True, "m", None)
    set_mastery(one_store, ["learner:l"], [known])
    return one_store


@pytest.fixture
def client(school: Store, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of the application, in this process."""

    @contextmanager
    def opener() -> Iterator[Session]:
        yield Session(school, tmp_path)

    yield from open_client(opener())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose server stays for as long as the module's tests run."""
    folder = tmp_path_factory.mktemp("home")
    start_server(folder)
    yield folder
    stop_server(folder)


@pytest.fixture
def serve() -> Callable[[AbstractContextManager[Session]], Iterator[httpx.Client]]:
    """A function that runs the application over what a test opens."""
    return open_client


def open_client(opening: AbstractContextManager[Session]) -> Iterator[httpx.Client]:
    """Run the application on a thread of its own and yield a client that speaks to it."""
    config = uvicorn.Config(create_app(lambda: opening), port=0, log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.02)
            assert thread.is_alive(), "the server ended before it started"
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered: its exit code and both streams."""

    code: int
    out: str
    err: str


Journeyman = Callable[..., Said]


@pytest.fixture
def journeyman(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Journeyman:
    """Run a command in this process, in the home given first."""

    def run(home: Path, *words: object) -> Said:
        monkeypatch.setenv("JOURNEYMAN_HOME", str(home))
        monkeypatch.delenv("NEO4J_URI", raising=False)
        monkeypatch.setattr(sys, "argv", ["journeyman", *map(str, words)])
        capsys.readouterr()
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        else:
            code = 0
        return Said(code, *capsys.readouterr())

    return run
