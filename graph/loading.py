"""A snapshot becomes the graph: into an empty one, under one changeset that names its hash."""

import getpass
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from graph.bulk import write_embedded, write_statements
from graph.changes import LOADS, ChangeSet
from graph.errors import LeaseError, SnapshotError
from graph.ids import changeset_id
from graph.kinds import SERVERS_OWN
from graph.leases import give_back, renew
from graph.migrations import newest_version
from graph.snapshots import Manifest, read_manifest
from graph.store import Store, Transaction
from graph.times import from_now

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
_LEASE_SECONDS = 30.0
_RENEW_SECONDS = 5.0
_EMPTIED = 500
_SETTLE_SECONDS = 0.5


def load_snapshot(
    store: Store,
    folder: Path,
    note: str = "",
    *,
    changeset: str | None = None,
    on_progress: Progress | None = None,
) -> ChangeSet:
    """Load the snapshot in ``folder`` into an empty graph and return its changeset.

    What an interrupted load left is taken away first. The changeset's note names the hash. A
    snapshot brings its history along; one that was packed from tables has none: its rows name
    the ``changeset`` that this load is to be.

    Raises:
        SnapshotError: it is no whole snapshot, of a newer schema, or the graph is not empty.
        LeaseError: somebody else is loading or changing the map.
    """
    manifest = read_manifest(folder)
    if manifest.schema > newest_version():
        raise SnapshotError(
            f"{folder}: expected a schema up to {newest_version()}, found {manifest.schema}: "
            "bring this program up to date"
        )
    empty_half_loaded(store)
    load = _Load(store, folder, manifest, on_progress or (lambda *_: None))
    made = load.begin(note, changeset)
    try:
        load.run()
    except LeaseError:  # what is there now is another load's
        raise
    except BaseException:
        load.take_away()
        raise
    load.end()
    logger.info("changeset %s: %s rows of %s loaded", made.seq, manifest.rows, manifest.hash)
    return replace(made, state="applied")


def empty_half_loaded(store: Store) -> None:
    """Take away what an interrupted load left.

    Raises:
        LeaseError: the load still goes on.
    """
    for row in store.read("changes/list_applying"):
        if row["kind"] not in LOADS:
            continue
        if row["lease"] > from_now():
            raise LeaseError(
                f"{row['owner']} is loading the graph; its lease ends at {row['lease']}: "
                "try again after that"
            )
        logger.warning("changeset %s was left half loaded: the graph is emptied", row["id"])
        _empty(store, row["id"], row["lease"])


def _empty(store: Store, changeset: str, held: str) -> None:
    """Take everything away, under the lease of the load; last its changeset, which tells of it."""
    lease, found = held, 1
    while found:
        lease = store.transact(partial(_renew, changeset=changeset, held=lease))
        found = _delete_some(store)
    if store.console is not None:
        store.console.truncate(SERVERS_OWN)
    else:
        store.write("snapshots/delete_changesets")
    store.write("snapshots/set_seq", seq=0)


def _delete_some(store: Store) -> int:
    """Delete nodes with what joins them, but no changesets; return how many, 0 when none is left.

    On the embedded server by its own means: relationships that are not yet tied to their ends
    are out of a statement's reach, and their ids would stay taken. It waits for what a loader
    that has just been cut off still writes.
    """
    if store.console is None:
        return int(store.write("snapshots/delete_nodes", limit=_EMPTIED)[0]["written"])
    found = store.console.truncate(SERVERS_OWN | {"ChangeSet"})
    if found:
        time.sleep(_SETTLE_SECONDS)
    return found


def _renew(tx: Transaction, changeset: str, held: str) -> str:
    return renew(tx, changeset, held, _LEASE_SECONDS)


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
        self._id = ""
        self._lease = ""

    def begin(self, note: str, changeset: str | None) -> ChangeSet:
        """Take the map, which must be empty, under a lease that the load renews."""
        self._id = changeset or changeset_id()
        said = f"snapshot {self._manifest.hash}" + (f": {note}" if note else "")
        made = ChangeSet(
            self._id,
            self._manifest.seq + 1,
            from_now(),
            getpass.getuser(),
            "bulk" if changeset else "snapshot",
            said,
            "applying",
            self._manifest.rows,
        )
        properties = {name: getattr(made, name) for name in ChangeSet.__slots__}
        properties["owner"] = f"{made.author} on {socket.gethostname()}, process {os.getpid()}"
        properties["lease"] = self._lease = from_now(_LEASE_SECONDS)

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
        console = self._store.console
        if console is not None:
            written = write_embedded(console, self._folder, self._manifest)
        else:
            written = write_statements(self._store, self._folder, self._manifest)
        for rows in written:
            self._advance(rows)

    def end(self) -> None:
        """Give the map back, loaded."""
        self._store.transact(lambda tx: give_back(tx, self._id, self._lease, "applied"))

    def take_away(self) -> None:
        """Leave an empty graph behind."""
        _empty(self._store, self._id, self._lease)

    def _advance(self, rows: int) -> None:
        self._done += rows
        self._on_progress(self._done, self._manifest.rows)
        if time.monotonic() - self._renewed > _RENEW_SECONDS:
            self._lease = self._store.transact(
                partial(_renew, changeset=self._id, held=self._lease)
            )
            self._renewed = time.monotonic()
