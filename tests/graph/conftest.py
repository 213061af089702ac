"""The planted school of the golden results, and free Cypher that leaves nothing behind."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from evaluation.attacks import fingerprint, load_corpus
from graph.changes import apply_plan
from graph.claims import Block
from graph.doors import Door, Reader, open_reader
from graph.drafts import make_plan
from graph.embedded_door import EmbeddedReader
from graph.events import Event, merge_events
from graph.jobs import Mention, Posting, merge_postings
from graph.learners import Mastery, NewLearner, merge_learners, set_mastery
from graph.neo4j_door import Neo4jReader
from graph.plans import Assertion, Node
from graph.server import find_server
from graph.settings import Settings
from graph.store import Store, Transaction

GOLDEN = Path(__file__).parent / "golden"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def school(request: pytest.FixtureRequest) -> Store:
    """The school of golden/school.yaml, planted once a server and module: leave it as it is."""
    return plant(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def one_school(embedded: Store) -> Store:
    """The same on the embedded server alone."""
    return plant(embedded)


@pytest.fixture(scope="session")
def plant_school() -> Callable[[Store], Store]:
    """A function that plants the school in a store of the test's own."""
    return plant


ReaderOf = Callable[..., Reader]


@pytest.fixture(scope="session")
def reader_of(embedded_settings: Settings) -> Iterator[ReaderOf]:
    """A function from a store to what runs free Cypher there, the words not looked at."""
    opened: dict[bool, EmbeddedReader] = {}

    def find(store: Store, *, learners: bool = False) -> Reader:
        if store.console is None:
            return Neo4jReader(store._driver, store._database, learners=learners)
        if learners not in opened:
            home = embedded_settings.journeyman_home
            server = find_server(home)
            assert server is not None
            opened[learners] = open_reader(home, server, learners=learners)
        return opened[learners]

    yield find
    for reader in opened.values():
        reader.close()


@pytest.fixture
def root(embedded: Store, embedded_settings: Settings) -> Iterator[httpx.Client]:
    """The embedded server's HTTP port, with all rights."""
    home = embedded_settings.journeyman_home
    server = find_server(home)
    assert server is not None
    url = f"http://127.0.0.1:{server.http_port}"
    auth = ("root", (home / "secrets" / "server.password").read_text())
    with httpx.Client(base_url=url, auth=auth, timeout=30) as client:
        yield client


@pytest.fixture(scope="module")
def unharmed(school: Store, reader_of: ReaderOf) -> Iterator[None]:
    """Whatever the tests of a module do to the school, it holds the same afterwards."""
    watcher = Door(reader_of(school, learners=True), learners=True)
    before = fingerprint(watcher, load_corpus().content)
    yield
    assert fingerprint(watcher, load_corpus().content) == before


class TakenBackError(Exception):
    """Ends a transaction that must leave nothing behind."""


@pytest.fixture(scope="session")
def take_back() -> Callable[[Store, Callable[[Transaction], Rows]], Rows]:
    """A function that runs its work in one transaction, takes it back and returns its rows."""

    def run(store: Store, work: Callable[[Transaction], Rows]) -> Rows:
        rows: Rows = []

        def once(tx: Transaction) -> None:
            rows[:] = work(tx)
            raise TakenBackError

        with pytest.raises(TakenBackError):
            store.transact(once)
        return rows

    return run


def plant(store: Store) -> Store:
    said = yaml.safe_load((GOLDEN / "school.yaml").read_text(encoding="utf-8"))
    with store._driver.session(database=store._database) as session:
        session.execute_write(
            lambda tx: tx.run(
                "MATCH (n) WHERE NOT n:Head AND NOT n:Migration DETACH DELETE n"
            ).consume()
        )
        session.execute_write(lambda tx: tx.run("MATCH (h:Head) SET h.seq = 0").consume())
    nodes = [Node(*node) for node in said["nodes"]]
    edges = [Assertion(edge[0], edge[1], edge[2], Block(*edge[3:])) for edge in said["edges"]]
    apply_plan(store, make_plan(store, nodes, edges), "the school")
    merge_postings(store, [posting(row) for row in said["postings"]])
    merge_learners(store, [NewLearner(**UNKNOWN | row) for row in said["learners"]])
    for kind in ("answered", "studied", "rated"):
        merge_events(store, [Event(*row) for row in said["events"] if row[0] == kind])
    mastery = [Mastery(*[*row[:6], "dina-1", row[6]]) for row in said["mastery"]]
    set_mastery(store, [row["id"] for row in said["learners"]], mastery)
    return store


UNKNOWN: dict[str, Any] = dict.fromkeys(
    ("group", "major", "college", "grade", "school_class", "target_id")
) | {"simulated": False}


def posting(said: dict[str, Any]) -> Posting:
    mentions = tuple(
        Mention(ability, count, level, tuple(sentences), (0,) * count, (4,) * count)
        for ability, count, level, sentences in said.get("mentions", [])
    )
    return Posting(
        id=said["id"],
        title=said["title"],
        url=f"http://postings/{said['id']}",
        employer=None,
        place=None,
        posted=said.get("posted"),
        fetched="2026-03-05T00:00:00Z",
        text_hash=said["id"],
        language=None,
        source="postings",
        duplicate_of=said.get("duplicate_of"),
        job_id=said.get("job_id"),
        matched=said.get("matched"),
        mentions=mentions,
    )
