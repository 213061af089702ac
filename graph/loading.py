"""A snapshot becomes the graph: into an empty one, under one changeset that names its hash."""

import getpass
import logging
import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from graph.arcadedb import Console
from graph.changes import ChangeSet
from graph.errors import LeaseError, SnapshotError
from graph.ids import changeset_id
from graph.kinds import ALL_EDGE_KINDS, ALL_NODE_KINDS, SERVERS_OWN
from graph.schema import schema_number
from graph.snapshots import NODES, Manifest, Part, get_path, parse_line, read_lines, read_manifest
from graph.store import Row, Store, Transaction

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
_LEASE_SECONDS = 30.0
_RENEW_SECONDS = 5.0
_BATCH = 5_000
_LINES = 500
_WRITERS = 2
_EMPTIED = 500
_SETTLE_SECONDS = 0.5


def load_snapshot(
    store: Store, folder: Path, note: str = "", *, on_progress: Progress | None = None
) -> ChangeSet:
    """Load the snapshot in ``folder`` into an empty graph and return its changeset.

    What an interrupted load left is taken away first. The changeset's note names the hash.

    Raises:
        SnapshotError: it is no whole snapshot, of a newer schema, or the graph is not empty.
        LeaseError: somebody else is loading or changing the map.
    """
    manifest = read_manifest(folder)
    if manifest.schema > schema_number():
        raise SnapshotError(
            f"{folder}: expected a schema up to {schema_number()}, found {manifest.schema}: "
            "bring this program up to date"
        )
    empty_half_loaded(store)
    load = _Load(store, folder, manifest, on_progress or (lambda *_: None))
    made = load.begin(note)
    try:
        load.run()
    except BaseException:
        _empty(store)
        raise
    load.renew("applied")
    logger.info("changeset %s: %s rows of %s loaded", made.seq, manifest.rows, manifest.hash)
    return replace(made, state="applied")


def empty_half_loaded(store: Store) -> None:
    """Take away what an interrupted load left.

    Raises:
        LeaseError: the load still goes on.
    """
    for row in store.read("changes/list_applying"):
        if row["kind"] != "snapshot":
            continue
        if row["lease"] > _at(0.0):
            raise LeaseError(
                f"{row['owner']} is loading a snapshot; its lease ends at {row['lease']}: "
                "try again after that"
            )
        logger.warning("changeset %s was left half loaded: the graph is emptied", row["id"])
        _empty(store)


def _empty(store: Store) -> None:
    """Take everything away, also what a loader that has just been cut off still writes."""
    while _delete_all(store):
        time.sleep(_SETTLE_SECONDS)
    store.write("snapshots/set_seq", seq=0)


def _delete_all(store: Store) -> int:
    """Delete in small transactions until nothing is found; return how many nodes there were."""
    deleted = 0
    while written := store.write("snapshots/delete_nodes", limit=_EMPTIED)[0]["written"]:
        deleted += written
    return deleted


class _Load:
    """One snapshot on its way into the graph."""

    def __init__(
        self, store: Store, folder: Path, manifest: Manifest, on_progress: Progress
    ) -> None:
        self._store = store
        self._folder = folder
        self._manifest = manifest
        self._on_progress = on_progress
        self._done = 0
        self._renewed = time.monotonic()
        self._id = changeset_id()

    def begin(self, note: str) -> ChangeSet:
        """Take the map, which must be empty, under a lease that the load renews."""
        said = f"snapshot {self._manifest.hash}" + (f": {note}" if note else "")
        made = ChangeSet(
            self._id,
            self._manifest.seq + 1,
            _at(0.0),
            getpass.getuser(),
            "snapshot",
            said,
            "applying",
            self._manifest.rows,
        )
        properties = {name: getattr(made, name) for name in ChangeSet.__slots__}
        properties["owner"] = f"{made.author} on {socket.gethostname()}, process {os.getpid()}"
        properties["lease"] = _at(_LEASE_SECONDS)

        def take(tx: Transaction) -> None:
            tx.run("snapshots/set_seq", seq=made.seq)  # locks the map before it is looked at
            found = {row["label"]: row["count"] for row in tx.run("schema/count_nodes")}
            if held := {k: v for k, v in found.items() if k not in SERVERS_OWN}:
                raise SnapshotError(f"expected an empty graph to load into, found {held}")
            tx.run("changes/create_changeset", properties=properties)

        self._store.transact(take)
        return made

    def run(self) -> None:
        """Write every node, then every relationship."""
        if self._store.console is not None:
            self._feed(self._store.console)
            return
        with ThreadPoolExecutor(_WRITERS) as writers:
            for part, name, _ in self._manifest.list_tables():
                self._write_table(writers, part, name)

    def renew(self, state: str) -> None:
        """Renew the lease, or give it back with the state ``applied``."""
        lease = _at(_LEASE_SECONDS) if state == "applying" else ""
        written = self._store.write(
            "changes/set_changeset", id=self._id, expected="applying", state=state, lease=lease
        )[0]["written"]
        if not written:
            raise LeaseError(f"changeset {self._id} outlived its lease and was taken away")

    def _advance(self, rows: int) -> None:
        self._done += rows
        self._on_progress(self._done, self._manifest.rows)
        if time.monotonic() - self._renewed > _RENEW_SECONDS:
            self.renew("applying")
            self._renewed = time.monotonic()

    def _feed(self, console: Console) -> None:
        """Stream everything through the embedded server's bulk loader, in one request."""
        said = console.load(self._list_feed(), {"wal": "true"})
        written = said["verticesCreated"] + said["edgesCreated"]
        if written != self._manifest.rows:
            raise SnapshotError(
                f"{self._folder}: expected {self._manifest.rows} rows to be loaded, found {written}"
            )

    def _list_feed(self) -> Iterator[bytes]:
        for part, name, table in self._manifest.list_tables():
            lines = read_lines(self._folder, part, name, table)
            start = _say_node if part == NODES else _say_relationship
            file = get_path(self._folder, part, name)
            while page := list(islice(lines, _LINES)):
                yield b"".join(start(file, name, line) for line in page)
                self._advance(len(page))

    def _write_table(self, writers: ThreadPoolExecutor, part: Part, name: str) -> None:
        """Write one file in batches, two of them at once."""
        statement = _get_statement(part, name, self._folder)
        table = self._manifest.nodes[name] if part == NODES else self._manifest.relationships[name]
        file = get_path(self._folder, part, name)
        lines = read_lines(self._folder, part, name, table)
        running: set[Any] = set()
        while page := list(islice(lines, _BATCH)):
            rows = [_row(part, parse_line(file, line)) for line in page]
            running.add(writers.submit(self._write, statement, rows))
            if len(running) > _WRITERS:
                running = self._settle(running)
        while running:
            running = self._settle(running)

    def _settle(self, running: set[Any]) -> set[Any]:
        done, rest = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            self._advance(future.result())
        return set(rest)

    def _write(self, statement: str, rows: Sequence[Row]) -> int:
        written = self._store.write(statement, rows=rows)[0]["written"]
        if written != len(rows):
            raise SnapshotError(
                f"{statement}: expected to write {len(rows)} rows, found {written}: an end is "
                f"missing near {rows[0]['id']}"
            )
        return len(rows)


def _get_statement(part: Part, name: str, folder: Path) -> str:
    kind = ALL_NODE_KINDS.get(name) if part == NODES else ALL_EDGE_KINDS.get(name)
    if kind is None:
        raise SnapshotError(f"{folder}: expected labels and types of the model, found {name}")
    return f"{kind.folder}/create_{kind.noun}"


def _row(part: Part, said: dict[str, Any]) -> Row:
    if part == NODES:
        return {"id": said["id"], "properties": said}
    from_id = said.pop("@from").split(":", 1)[1]
    to_id = said.pop("@to").split(":", 1)[1]
    return {"id": said["id"], "from_id": from_id, "to_id": to_id, "properties": said}


def _say_node(file: Path, label: str, line: bytes) -> bytes:
    reference = _quote(f"{label}:{parse_line(file, line)['id']}")
    return b'{"@type":"vertex","@class":"%b","@id":%b,%b\n' % (label.encode(), reference, line[1:])


def _say_relationship(_: Path, type_: str, line: bytes) -> bytes:
    return b'{"@type":"edge","@class":"%b",%b\n' % (type_.encode(), line[1:])


def _quote(text: str) -> bytes:
    return b'"%b"' % text.replace("\\", "\\\\").replace('"', '\\"').encode()


def _at(seconds: float) -> str:
    moment = datetime.now(UTC) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
