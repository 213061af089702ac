"""Starts of the embedded server that meet another one, or a taken port."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph import server as server_module
from graph.server import find_server, join_server, start_server, stop_server

ROOT = Path(__file__).parents[2]
CLIENT = """
import sys
from pathlib import Path
from graph.server import join_server
with join_server(Path(sys.argv[1])) as server:
    print(server.pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    stop_server(tmp_path)


def launch_client(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CLIENT, str(home)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)


def read_pid(client: subprocess.Popen[str]) -> int:
    assert client.stdout is not None
    return int(client.stdout.readline())


def test_two_commands_that_start_at_once_share_one_server(home: Path) -> None:
    clients = [launch_client(home) for _ in range(2)]
    first, second = map(read_pid, clients)
    for client in clients:
        client.communicate("")
    assert first == second


def test_a_server_that_is_told_to_stay_stays(home: Path) -> None:
    with join_server(home) as server:
        assert start_server(home).pid == server.pid
    time.sleep(1)
    found = find_server(home)
    assert found is not None
    assert (found.pid, found.stay) == (server.pid, True)


def test_a_taken_port_means_another_port(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free_ports = server_module._free_ports
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        chance = iter([(taken.getsockname()[1], free_ports()[0]), free_ports()])
        monkeypatch.setattr(server_module, "_free_ports", lambda: next(chance))
        with join_server(home) as server:
            assert server.bolt_port != taken.getsockname()[1]
