"""Real servers for every test of the graph, and a summary of what this machine left out."""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.migrations import migrate
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store

BESIDE = Path(__file__).parents[1].parent / "shared"
DATA = BESIDE / "data"
NEO4J = BESIDE / "neo4j" / "neo4j"
IN_CI = os.environ.get("CI") == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

used: set[str] = set()
left_out: dict[str, str] = {}


def leave_out(what: str, how_to_get_it: str) -> None:
    """Skip the test here and say so at the end; in CI nothing may be missing."""
    left_out[what] = how_to_get_it
    if IN_CI:
        pytest.fail(f"{what} is missing: {how_to_get_it}")
    pytest.skip(f"{what} is missing: {how_to_get_it}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("data") and not DATA.is_dir():
        left_out["real data sets"] = "the folder shared/data beside the checkout"
        pytest.skip("the real data sets are not beside the checkout")
    if item.get_closest_marker("browser") and find_browser() is None:
        leave_out("Chromium", "install it (Debian: apt-get install chromium fonts-noto-cjk)")
    if item.get_closest_marker("gnn") and find_spec("torch") is None:
        leave_out("torch", "pip install -e '.[gnn]'")
    if item.get_closest_marker("spark") and find_spec("pyspark") is None:
        leave_out("pyspark", "make spark, and Java 17 (Debian: openjdk-17-jre-headless)")
    if item.get_closest_marker("spark") and shutil.which("java") is None:
        leave_out("Java", "install version 17 (Debian: apt-get install openjdk-17-jre-headless)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "[neo4j" in item.nodeid or "-neo4j" in item.nodeid:
            item.add_marker(pytest.mark.neo4j)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("servers and what was left out")
    for server in sorted(used):
        terminalreporter.line(f"graph tests ran on {server}")
    for what, how in sorted(left_out.items()):
        terminalreporter.line(f"left out: {what} - to run it: {how}")


def find_browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def embedded_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(neo4j_uri="", journeyman_home=tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def embedded(embedded_settings: Settings) -> Iterator[Store]:
    with open_store(embedded_settings) as store:
        used.add(f"the embedded server ({store.describe()})")
        migrate(store)
        yield store


@pytest.fixture(scope="session")
def neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    if os.environ.get("NEO4J_URI"):
        with open_store(Settings()) as store:
            refuse_foreign(store)
            yield from prepared(store)
        return
    if not NEO4J.is_file():
        left_out["Neo4j"] = "set NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD to an empty test server"
        pytest.skip("no Neo4j: NEO4J_URI is not set")
    folder = tmp_path_factory.mktemp("neo4j")
    environment = os.environ | {"NEO4J_PORT": str(free_port())}
    started = subprocess.run(
        [NEO4J, "start", folder], env=environment, capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr + started.stdout
    said = dict(line.split("=", 1) for line in started.stdout.splitlines() if "=" in line)
    try:
        with Store(said["NEO4J_URI"], said["NEO4J_USER"], said["NEO4J_PASSWORD"], "neo4j") as store:
            yield from prepared(store)
    finally:
        subprocess.run([NEO4J, "stop", folder], env=environment, capture_output=True, check=False)


@pytest.fixture
def unused_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    return free_port()


@pytest.fixture(scope="session")
def spark_port() -> int:
    """A port on 127.0.0.1 for a master of Spark."""
    return free_port()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def prepared(store: Store) -> Iterator[Store]:
    used.add(f"a Neo4j server ({store.describe()})")
    migrate(store)
    yield store
    clear(store)


def refuse_foreign(store: Store) -> None:
    """A graph that these tests did not make is never cleared."""
    [row] = run(store, "MATCH (n) WHERE NOT n:Head AND NOT n:Migration RETURN count(n) AS nodes")
    assert row["nodes"] == 0, "NEO4J_URI: expected an empty graph for the tests, found nodes"


@pytest.fixture(params=["embedded", "neo4j"])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty graph with the schema, once on each server in reach."""
    found: Store = request.getfixturevalue(request.param)
    clear(found)
    return found


@pytest.fixture
def one_store(embedded: Store) -> Store:
    """An empty graph on the default server, for tests whose subject is not the graph."""
    clear(embedded)
    return embedded


def clear(store: Store) -> None:
    run(store, "MATCH (n) WHERE NOT n:Head AND NOT n:Migration DETACH DELETE n")
    run(store, "MATCH (h:Head) SET h.seq = 0")


def run(store: Store, text: str, **params: object) -> list[dict[str, object]]:
    """Run free Cypher, as only a test may."""
    records, _, _ = store._driver.execute_query(text, params, database_=store._database)
    return [record.data() for record in records]


Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(request: pytest.FixtureRequest) -> Ask:
    """Free Cypher on the test's store: ``ask("MATCH ...", key=value)``."""
    name = "store" if "store" in request.fixturenames else "one_store"
    store: Store = request.getfixturevalue(name)
    return lambda text, **params: run(store, text, **params)
