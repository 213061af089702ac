"""The embedded server: who owns it, who shares it, when it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import server as server_module
from graph.errors import UnavailableError
from graph.server import find_server, join_server, open_store, start_server, stop_server
from graph.settings import Settings

ROOT = Path(__file__).parents[2]
CLIENT = """
import sys, time
from pathlib import Path
from graph.server import join_server
with join_server(Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    stop_server(tmp_path)


def settings(home: Path) -> Settings:
    return Settings(neo4j_uri="", journeyman_home=home)


def wait_until_gone(pid: int, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text():
            return True
        time.sleep(0.1)
    return False


def start_client(home: Path) -> tuple[subprocess.Popen[str], int]:
    client = subprocess.Popen(
        [sys.executable, "-c", CLIENT, home], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert client.stdout is not None
    return client, int(client.stdout.readline())


def test_secrets_are_in_files_for_their_owner_alone(home: Path) -> None:
    with join_server(home) as server:
        files = [home / "server.json", Path(server.password_file)]
        assert [file.stat().st_mode & 0o777 for file in files] == [0o600, 0o600]
        shown = subprocess.run(["ps", "axww"], capture_output=True, text=True, check=True).stdout
        assert Path(server.password_file).read_text() not in shown


def test_clients_share_one_server_and_it_ends_with_the_last(home: Path) -> None:
    with join_server(home) as first:
        with join_server(home) as second:
            assert second == first
        assert find_server(home) == first
    assert wait_until_gone(first.pid)
    assert find_server(home) is None


def test_a_server_outlives_its_starter_while_others_use_it(home: Path) -> None:
    client, pid = start_client(home)
    with open_store(settings(home)) as store:
        client.kill()
        client.communicate()
        time.sleep(1)
        assert store.read("schema/get_pulse") == [{"pulse": 1}]
        assert find_server(home) is not None
    assert wait_until_gone(pid)


def test_a_server_ends_when_its_only_client_is_killed(home: Path) -> None:
    client, pid = start_client(home)
    client.send_signal(signal.SIGKILL)
    client.communicate()
    assert wait_until_gone(pid)
    with open_store(settings(home)) as store:
        assert store.read("schema/get_pulse") == [{"pulse": 1}]


def test_a_started_server_stays_until_it_is_stopped(home: Path) -> None:
    started = start_server(home)
    time.sleep(1)
    found = find_server(home)
    assert (found, started.stay) == (started, True)
    assert (stop_server(home), stop_server(home), find_server(home)) == (True, False, None)


@pytest.mark.parametrize("stale", ["{", "{}", json.dumps({"pid": 2**22 - 1})])
def test_a_stale_file_is_forgotten(home: Path, stale: str) -> None:
    (home / "server.json").write_text(stale)
    assert find_server(home) is None


def test_a_stale_server_of_an_ended_process_is_forgotten(home: Path) -> None:
    said = {"pid": os.getpid(), "bolt_port": 1, "http_port": 2, "password_file": str(home / "x")}
    (home / "server.json").write_text(json.dumps(said))
    assert find_server(home) is None
    assert not (home / "server.json").exists()


def test_without_the_package_the_error_names_both_ways(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "find_spec", lambda _: None)
    with (
        pytest.raises(UnavailableError, match="arcadedb-embedded or NEO4J_URI"),
        join_server(home),
    ):
        pass


def test_a_folder_in_use_by_another_server_is_one_clear_error(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with join_server(home):
        (other / "server").symlink_to(home / "server")
        (other / "secrets").symlink_to(home / "secrets")
        locked = "did not start: .* locked by another process"
        with pytest.raises(UnavailableError, match=locked), join_server(other):
            pass
