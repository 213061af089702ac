"""The read-only users of the embedded server: made, mended, and what they may not do."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import neo4j
import pytest

from evaluation.attacks import load_corpus
from graph.logins import Login, ensure_analyst
from graph.server import DATABASE, find_server, join_server
from graph.settings import Settings
from graph.store import Store

CORPUS = load_corpus()
WRITING = ("plain writes", "writes hidden in other clauses", "schema")
SERVER_COMMANDS = [
    *("create database x", "drop database journeyman", "shutdown", "close database journeyman"),
    *('create user {"name":"x","password":"abcdefgh"}', "drop user root", "get server events"),
    *("set server setting arcadedb.command.timeout 1", "import database x http://127.0.0.1:1/x"),
]
COMMANDS = [
    *(("sql", "BACKUP DATABASE"), ("sql", "EXPORT DATABASE"), ("sql", "DELETE FROM Job")),
    *(("sql", "IMPORT DATABASE http://127.0.0.1:1/x"), ("sql", "CREATE VERTEX TYPE X")),
    *(("sql", "ALTER DATABASE `arcadedb.command.timeout` 1"), ("sql", "TRUNCATE TYPE Job UNSAFE")),
    *(("sql", 'DEFINE FUNCTION a.b "return 1" LANGUAGE js'), ("sql", "SELECT FROM Learner")),
    *(("sqlscript", "INSERT INTO Job SET id = 'x'"), ("js", "1 + 1"), ("java", "java.lang.System")),
    *(("cypher", "CREATE (:Job {id: 'x'})"), ("opencypher", "MATCH (n) DETACH DELETE n")),
    *(("graphql", "{ x }"), ("redis", "HSET Job {'id':'x'}")),
]


@pytest.fixture
def home(embedded_settings: Settings) -> Path:
    return embedded_settings.journeyman_home


@pytest.fixture
def login(one_school: Store, home: Path, root: httpx.Client) -> Login:
    return ensure_analyst(home, root, DATABASE, learners=False)


@pytest.fixture
def analyst(root: httpx.Client, login: Login):  # type: ignore[no-untyped-def]
    auth = (login.user, login.password)
    with httpx.Client(base_url=f"{root.base_url}/api/v1", auth=auth, timeout=30) as client:
        yield client


def test_the_password_is_its_own_and_for_its_owner_alone(home: Path, login: Login) -> None:
    file = home / "secrets" / "analyst.password"
    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == (login.password, 0o600)
    assert login.password != (home / "secrets" / "server.password").read_text()


def test_the_user_is_made_once(home: Path, root: httpx.Client, login: Login) -> None:
    before = root.get("/api/v1/server/users").json()
    assert ensure_analyst(home, root, DATABASE, learners=False) == login
    assert root.get("/api/v1/server/users").json() == before


def test_many_that_come_at_once_get_one_login(home: Path, root: httpx.Client, login: Login) -> None:
    root.request("DELETE", "/api/v1/server/users", params={"name": login.user})
    (home / "secrets" / "analyst.password").unlink()
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: ensure_analyst(home, root, DATABASE, learners=False), range(8))
        )
    assert len(set(found)) == 1
    assert is_welcome(root, found[0])


def test_a_lost_password_is_replaced_by_a_new_one(
    home: Path, root: httpx.Client, login: Login
) -> None:
    (home / "secrets" / "analyst.password").unlink()
    new = ensure_analyst(home, root, DATABASE, learners=False)
    assert new.password != login.password
    assert is_welcome(root, new)
    assert not is_welcome(root, login)


def test_a_group_that_may_write_is_mended(home: Path, root: httpx.Client, login: Login) -> None:
    types = {"*": {"access": ["createRecord", "readRecord"]}}
    said = {"database": DATABASE, "name": login.user, "access": ["updateSchema"], "types": types}
    assert root.post("/api/v1/server/groups", json=said).is_success
    ensure_analyst(home, root, DATABASE, learners=False)
    written = {"language": "opencypher", "command": "CREATE (:Job {id: 'x'})"}
    auth = (login.user, login.password)
    assert root.post(f"/api/v1/command/{DATABASE}", json=written, auth=auth).status_code == 403


def test_a_user_that_was_given_root_s_group_is_mended(
    home: Path, root: httpx.Client, login: Login
) -> None:
    said = {"databases": {"*": ["admin"]}}
    assert root.put("/api/v1/server/users", params={"name": login.user}, json=said).is_success
    ensure_analyst(home, root, DATABASE, learners=False)
    users = {u["name"]: u["databases"] for u in root.get("/api/v1/server/users").json()["result"]}
    assert users[login.user] == {DATABASE: [login.user]}


@pytest.mark.parametrize("kind", WRITING)
def test_the_port_for_queries_alone_stops_writes_even_of_root(
    root: httpx.Client, kind: str
) -> None:
    for one in CORPUS.list_attacks(kind, "embedded"):
        said = {"language": "opencypher", "command": one.text}
        assert root.post(f"/api/v1/query/{DATABASE}", json=said).is_error, one.text


@pytest.mark.parametrize("kind", WRITING)
def test_the_rights_alone_stop_writes_over_bolt(
    one_school: Store, home: Path, login: Login, kind: str
) -> None:
    server = find_server(home)
    assert server is not None
    address, auth = f"bolt://127.0.0.1:{server.bolt_port}", (login.user, login.password)
    with neo4j.GraphDatabase.driver(address, auth=auth, max_transaction_retry_time=0) as driver:
        for one in CORPUS.list_attacks(kind, "embedded"):
            with pytest.raises(neo4j.exceptions.Neo4jError):
                driver.execute_query(one.text, database_=DATABASE)


@pytest.mark.parametrize("command", SERVER_COMMANDS)
def test_the_user_has_no_server_command(analyst: httpx.Client, command: str) -> None:
    assert analyst.post("/server", json={"command": command}).status_code == 403


@pytest.mark.parametrize(("language", "command"), COMMANDS)
def test_the_user_has_no_command_in_any_language(
    analyst: httpx.Client, language: str, command: str
) -> None:
    said = {"language": language, "command": command}
    assert analyst.post(f"/command/{DATABASE}", json=said).is_error


@pytest.mark.parametrize("path", ["users", "groups", "api-tokens"])
def test_the_user_manages_nobody(analyst: httpx.Client, path: str) -> None:
    said = {"name": "x", "database": DATABASE, "password": "abcdefgh", "databases": {}, "types": {}}
    assert analyst.get(f"/server/{path}").status_code == 403
    assert analyst.post(f"/server/{path}", json=said).status_code == 403


def test_the_user_loads_nothing_in_bulk(analyst: httpx.Client) -> None:
    line = b'{"@type":"vertex","@class":"Job","id":"x"}\n'
    headers = {"Content-Type": "application/x-ndjson"}
    assert analyst.post(f"/batch/{DATABASE}", content=line, headers=headers).status_code == 403


def test_the_user_outlives_the_server(tmp_path: Path) -> None:
    """In a home of its own; the second start must find the user as the first one left it."""
    program = (
        "import sys; from pathlib import Path; from graph.doors import open_door;"
        "from graph.settings import Settings; home = Path(sys.argv[1]);\n"
        "with open_door(Settings(neo4j_uri='', journeyman_home=home)) as door:\n"
        "    print(door.ask('RETURN 1 AS one').rows)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    first = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=True)
    users = tmp_path / "server" / "config" / "server-users.jsonl"
    kept = users.read_text()
    with join_server(tmp_path):
        pass
    again = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=True)
    assert (first.stdout, again.stdout) == ("[{'one': 1}]\n",) * 2
    assert users.read_text() == kept


def is_welcome(root: httpx.Client, login: Login) -> bool:
    auth = (login.user, login.password)
    return root.get("/api/v1/databases", auth=auth).is_success
