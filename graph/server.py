"""The embedded server: found when it runs, started when it does not, shared by all clients."""

import fcntl
import json
import os
import platform
import secrets
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from graph.arcadedb import Console
from graph.errors import UnavailableError
from graph.settings import Settings
from graph.store import Store

DATABASE = "journeyman"
ROOT = "root"
_START_SECONDS = 90
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server, as ``server.json`` in its home describes it.

    Attributes:
        pid: process id of its keeper.
        bolt_port: where the driver speaks to it, on 127.0.0.1.
        http_port: its own HTTP port, on 127.0.0.1.
        password_file: where the password is, mode 0600.
        stay: whether it stays when its last client ends.
    """

    pid: int
    bolt_port: int
    http_port: int
    password_file: str
    stay: bool = False


@contextmanager
def open_store(settings: Settings) -> Iterator[Store]:
    """Open the graph that the settings name; an embedded server is started if none runs.

    Raises:
        UnavailableError: no server answers, or the embedded one cannot be started.
    """
    if settings.neo4j_uri:
        password = settings.neo4j_password.get_secret_value()
        with Store(
            settings.neo4j_uri, settings.neo4j_user, password, settings.neo4j_database
        ) as store:
            store.wait()
            yield store
        return
    with join_server(settings.journeyman_home) as server, _connect(server) as store:
        yield store


@contextmanager
def join_server(home: Path) -> Iterator[Server]:
    """Be a client of the embedded server in ``home`` for as long as the context lasts."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "clients.lock").open("a") as clients:
        fcntl.flock(clients, fcntl.LOCK_SH)  # waits while a keeper is ending its server
        yield find_server(home) or _start(home)


def find_server(home: Path) -> Server | None:
    """Return the server that runs in ``home``, asked by a real query; forget a stale one."""
    file = home / "server.json"
    try:
        server = Server(**json.loads(file.read_text()))
    except (FileNotFoundError, json.JSONDecodeError, TypeError):
        return None
    if _answers(server):
        return server
    file.unlink(missing_ok=True)
    return None


def start_server(home: Path) -> Server:
    """Start a server that stays until :func:`stop_server`; one that runs is told to stay."""
    with join_server(home) as server:
        staying = Server(**{**asdict(server), "stay": True})
        _remember(home, staying)
        return staying


def stop_server(home: Path) -> bool:
    """End the server in ``home`` and wait for it; False when none runs."""
    server = find_server(home)
    if server is None:
        return False
    _end(server.pid)
    return True


def _start(home: Path) -> Server:
    """Start a server under a keeper; two commands that start at once share one."""
    with (home / "start.lock").open("a") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        if (running := find_server(home)) is not None:
            return running
        for attempt in range(1, _ATTEMPTS + 1):
            server = _launch(home)
            if _wait_until_ready(home, server):
                _remember(home, server)
                return server
            if attempt == _ATTEMPTS or not _is_port_taken(home):
                break
    raise UnavailableError(f"the embedded server in {home} did not start: {_last_words(home)}")


def _launch(home: Path) -> Server:
    """Start a keeper with its server; it outlives us by as long as it takes to end the server."""
    password_file = _password_file(home)
    bolt_port, http_port = _free_ports()
    java = _java_command(home, password_file, bolt_port, http_port)
    command = [
        sys.executable,
        "-P",
        str(Path(__file__).with_name("keeper.py")),
        str(home.resolve()),
    ]
    log = str(home / "server.log")
    pid = os.posix_spawn(
        sys.executable,
        [*command, *java],
        os.environ,
        setsid=True,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
    )
    return Server(pid, bolt_port, http_port, str(password_file.resolve()))


def _java_command(home: Path, password_file: Path, bolt_port: int, http_port: int) -> list[str]:
    spec = find_spec("arcadedb_embedded")
    if spec is None or not spec.submodule_search_locations:
        raise UnavailableError("expected the package arcadedb-embedded or NEO4J_URI, found neither")
    package = Path(spec.submodule_search_locations[0])
    java = package / "jre" / "bin" / ("java.exe" if platform.system() == "Windows" else "java")
    options = {
        "server.rootPath": (home / "server").resolve(),
        "server.mode": "development",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http_port,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.rootPasswordPath": password_file.resolve(),
        "server.defaultDatabases": f"{DATABASE}[{ROOT}]",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt_port,
        "command.timeout": 30000,
        "txWalFlush": 1,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "queryMaxConcurrent": 32,  # one that ran out of memory over Bolt never gives its place back
    }
    return [
        str(java),
        *("-Xms128m", "-Xmx2g", "-XX:+UseSerialGC", "-Xshare:auto"),
        *("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
        *("-Djava.awt.headless=true", "-Dfile.encoding=UTF8"),
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        *("--add-exports", "java.management/sun.management=ALL-UNNAMED"),
        *("--add-opens", "java.base/java.util.concurrent.atomic=ALL-UNNAMED"),
        *("--add-opens", "java.base/java.nio.channels.spi=ALL-UNNAMED"),
        *(f"-Darcadedb.{key}={value}" for key, value in options.items()),
        *("-cp", str(package / "jars" / "*"), "com.arcadedb.server.ArcadeDBServer"),
    ]


def _wait_until_ready(home: Path, server: Server) -> bool:
    deadline = time.monotonic() + _START_SECONDS
    while _is_running(server.pid) and time.monotonic() < deadline:
        if _answers(server):
            return True
        if _is_port_taken(home):
            break
        time.sleep(0.1)
    _end(server.pid)
    return False


def _connect(server: Server) -> Store:
    password = Path(server.password_file).read_text()
    console = Console(f"http://127.0.0.1:{server.http_port}", ROOT, password, DATABASE)
    return Store(f"bolt://127.0.0.1:{server.bolt_port}", ROOT, password, DATABASE, console)


def _answers(server: Server) -> bool:
    if not (_is_running(server.pid) and _is_open(server.bolt_port)):
        return False
    try:
        with _connect(server) as store:
            return bool(store.wait(tries=1))
    except (UnavailableError, FileNotFoundError):
        return False


def _is_open(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _end(pid: int) -> None:
    """Ask a keeper to end its server and wait until both are gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _START_SECONDS
    while _is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)


def _is_running(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # a child of ours that ended would stay as a zombie
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _free_ports() -> tuple[int, int]:
    with closing(socket.socket()) as first, closing(socket.socket()) as second:
        for probe in (first, second):
            probe.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]


def _password_file(home: Path) -> Path:
    """Return the file of the server's own random password, made at first use, mode 0600."""
    file = home / "secrets" / "server.password"
    if not file.is_file():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(24))
    return file


def _remember(home: Path, server: Server) -> None:
    temporary = home / "server.json.part"
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump(asdict(server), out)
    temporary.replace(home / "server.json")


def _is_port_taken(home: Path) -> bool:
    return "Unable to listen" in (home / "server.log").read_text(errors="replace")


def _last_words(home: Path) -> str:
    """Return what the server's log says of its end, in one line."""
    lines = (home / "server.log").read_text(errors="replace").splitlines()
    telling = [line for line in lines if "Exception" in line or "SEVER" in line or "rror" in line]
    return " ".join((telling or lines or ["no output"])[-1].split())[:300]
