"""Backups of the embedded server: taken while it serves, put back while it does not."""

import fcntl
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from neo4j.exceptions import Neo4jError

from graph.census import count_nodes
from graph.errors import BackupError, GraphError, UnavailableError
from graph.keeper import is_staying
from graph.server import DATABASE, find_server, join_server, open_store
from graph.settings import Settings

_ENDS_SECONDS = 10.0
_POLL_SECONDS = 0.1
_NEEDED = {"schema.json", "configuration.json"}


def save_backup(home: Path, file: Path) -> int:
    """Write the embedded graph in ``home``, as it is now, to a zip file; return its bytes.

    Writers go on meanwhile: what was acknowledged before is in it.

    Raises:
        BackupError: the file is there already.
        UnavailableError: the server cannot be started.
    """
    if file.exists():
        raise BackupError(f"{file}: expected a name that is free, found something there")
    file.parent.mkdir(parents=True, exist_ok=True)
    with join_server(home), open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
        if store.console is None:
            raise UnavailableError(f"{home}: expected an embedded server, found none")
        [made] = store.console.run("BACKUP DATABASE")
        written = home / "server" / "backups" / DATABASE / str(made["backupFile"])
        part = file.with_name(f"{file.name}.part")
        shutil.move(written, part)
        part.rename(file)
    return file.stat().st_size


def restore_backup(home: Path, file: Path) -> dict[str, int]:
    """Put a backup in the place of the embedded graph in ``home``; return its nodes by label.

    What was there goes only when the restored graph has answered; else it is put back.

    Raises:
        BackupError: it is no whole backup, or a server runs in ``home``.
    """
    _check(file)
    databases = home / "server" / "databases"
    now, before = databases / DATABASE, databases.parent / "before-restore"
    with _alone(home):
        fresh = databases.parent / "restoring"
        for left in (fresh, before):
            shutil.rmtree(left, ignore_errors=True)
        databases.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(file) as archive:
            archive.extractall(fresh)
        if now.exists():
            now.rename(before)
        fresh.rename(now)
    try:
        with open_store(Settings(neo4j_uri="", journeyman_home=home)) as store:
            found = count_nodes(store)
    except (GraphError, Neo4jError) as error:
        _put_back(home, now, before)
        raise BackupError(f"{file}: expected a graph that opens, found {error}") from error
    shutil.rmtree(before, ignore_errors=True)
    return found


def _check(file: Path) -> None:
    """Read every byte of the zip file against its checksums."""
    try:
        with zipfile.ZipFile(file) as archive:
            broken, names = archive.testzip(), set(archive.namelist())
    except zlib.error as error:
        raise BackupError(f"{file}: expected a whole backup, found damage: {error}") from error
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{file}: expected a backup, found {error}") from error
    if broken:
        raise BackupError(f"{file}: expected a whole backup, found damage in {broken}")
    if not names >= _NEEDED or any("/" in name or ".." in name for name in names):
        raise BackupError(
            f"{file}: expected a backup of an embedded graph, found {sorted(names)[:5]}"
        )


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep every client out of ``home``; there must be none, and no server."""
    home.mkdir(parents=True, exist_ok=True)
    if is_staying(home) and find_server(home) is not None:
        raise BackupError(f"{home}: expected no running server, found one: stop it first")
    with (home / "clients.lock").open("a") as clients:
        if not _take(home, clients.fileno()):
            raise BackupError(f"{home}: expected no client of the graph, found one")
        yield


def _take(home: Path, descriptor: int) -> bool:
    """Take the lock as soon as the last client, and the server that ends with it, are gone."""
    deadline = time.monotonic() + _ENDS_SECONDS
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if find_server(home) is None:
                return True
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # its keeper ends it when it has the lock
        time.sleep(_POLL_SECONDS)
    return False


def _put_back(home: Path, now: Path, before: Path) -> None:
    with _alone(home):
        shutil.rmtree(now, ignore_errors=True)
        if before.exists():
            before.rename(now)
