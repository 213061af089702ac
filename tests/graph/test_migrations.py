"""The schema's versions: applied once, in order, never edited."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import graph.migrations
from cypher import load_sql, names
from graph.errors import SchemaError
from graph.migrations import list_applied, list_migrations, list_pending, migrate, newest_version
from graph.settings import Settings
from graph.store import Store

ROOT = Path(__file__).parents[2]
RELEASED = Path(__file__).parent / "released_migrations.yaml"
Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def kept(store: Store, ask: Ask) -> Iterator[Store]:
    """A store whose own migrations are noted again afterwards."""
    yield store
    ask("MATCH (m:Migration) DELETE m")
    migrate(store)


def test_a_second_migration_does_nothing(store: Store) -> None:
    migrate(store)
    assert migrate(store) == []


def test_what_was_applied_is_noted_with_its_checksum(store: Store) -> None:
    assert list_applied(store) == {each.version: each.checksum for each in list_migrations()}


def test_the_graph_of_the_first_release_moves_forward(kept: Store, ask: Ask) -> None:
    ask("MATCH (m:Migration) DELETE m")
    ask("MATCH (h:Head) SET h.schema = '07046aacb869', h.seq = 7")
    assert [each.version for each in migrate(kept)] == [1, 2]
    assert ask("MATCH (h:Head) RETURN h.seq AS seq") == [{"seq": 7}]


def test_only_what_is_missing_is_applied(kept: Store, ask: Ask) -> None:
    ask("MATCH (m:Migration {version: 2}) DELETE m")
    assert [each.version for each in migrate(kept)] == [2]


def test_a_graph_without_a_head_gets_one_at_0(kept: Store, ask: Ask) -> None:
    ask("MATCH (m:Migration) DELETE m")
    ask("MATCH (h:Head) DELETE h")
    migrate(kept)
    assert ask("MATCH (h:Head) RETURN h.seq AS seq") == [{"seq": 0}]


def test_a_version_that_was_edited_after_it_was_applied_is_an_error(kept: Store, ask: Ask) -> None:
    ask("MATCH (m:Migration {version: 1}) SET m.checksum = 'other'")
    with pytest.raises(SchemaError, match=r"migration 1 .*: expected the checksum other"):
        migrate(kept)


def test_a_graph_of_a_newer_program_is_an_error(kept: Store, ask: Ask) -> None:
    ask("CREATE (:Migration {id: 'migration:99', version: 99, checksum: 'x'})")
    with pytest.raises(SchemaError, match=f"up to version {newest_version()}, found 99: bring"):
        list_pending(kept)


def test_a_version_that_failed_half_way_is_applied_again(
    kept: Store, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask("MATCH (m:Migration) DELETE m")
    first, second = list_migrations()
    broken = replace(first, names=(*first.names, "schema/constraints/nowhere"))
    with monkeypatch.context() as patch:
        patch.setattr(graph.migrations, "list_migrations", lambda: (broken, second))
        with pytest.raises(ValueError, match="nowhere"):
            migrate(kept)
    assert list_applied(kept) == {}
    assert [each.version for each in migrate(kept)] == [1, 2]


MIGRATE = """
import sys
from graph.arcadedb import Console
from graph.migrations import migrate
from graph.store import Store
uri, user, password, database, url = sys.argv[1:]
console = Console(url, user, password, database) if url else None
with Store(uri, user, password, database, console) as store:
    migrate(store)
"""


def test_processes_that_migrate_at_once_do_no_harm(
    kept: Store, ask: Ask, embedded_settings: Settings
) -> None:
    ask("MATCH (m:Migration) DELETE m")
    host, port = kept._driver.get_server_info().address
    password = "journeyman"
    url = ""
    if kept.console:
        url = str(kept.console._http.base_url)
        [secret] = embedded_settings.journeyman_home.glob("secrets/server.password")
        password = secret.read_text()
    said = [f"bolt://{host}:{port}", kept._user, password, kept._database]
    command = [sys.executable, "-c", MIGRATE, *said, url]
    started = [
        subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [(each.communicate()[1], each.returncode) for each in started] == [("", 0)] * 3
    assert ask("MATCH (m:Migration) RETURN count(m) AS noted") == [{"noted": newest_version()}]


def test_a_released_version_is_never_edited() -> None:
    released = yaml.safe_load(RELEASED.read_text())
    now = {each.version: each.checksum for each in list_migrations()}
    assert {version: now[version] for version in released} == released, (
        "a released migration was edited: undo that, and write a new one"
    )


def test_every_schema_statement_belongs_to_a_version() -> None:
    named = {name for each in list_migrations() for name in each.names}
    written = {
        name.replace("schema/neo4j/", "schema/{server}/")
        for name in names()
        if name.startswith(("schema/constraints/", "schema/indexes/", "schema/neo4j/"))
    }
    assert written - {"schema/{server}/await_indexes"} == named


def test_both_servers_have_the_same_indexes_of_their_own() -> None:
    own = {name.rsplit("/", 1)[-1] for name in names() if name.startswith("schema/neo4j/")}
    files = {file.stem for file in (ROOT / "cypher" / "schema" / "arcadedb").glob("*.sql")}
    assert own - {"await_indexes"} == files
    made = [load_sql(f"schema/arcadedb/{name}")[-1].split()[2] for name in sorted(files)]
    assert made == sorted(files)


def test_versions_have_no_gaps() -> None:
    versions = [each.version for each in list_migrations()]
    assert versions == list(range(1, len(versions) + 1))
