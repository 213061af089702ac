"""How the map changes: a plan is applied as a changeset, whole or not at all.

Every transaction first sets the single ``Head`` node, which locks the map on both servers, then
compares what each change expects to find, then writes the changes and the batch that holds them.
"""

import getpass
import logging
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from graph.batches import ChangeBatch, pack, unpack
from graph.claims import Properties
from graph.conflicts import compare, get_ends
from graph.errors import ConflictError, HalfLoadedError, LeaseError
from graph.ids import changeset_id
from graph.leases import give_back, renew
from graph.plans import Change, Plan
from graph.schema import EDGE_KINDS, NODE_KINDS, NodeKind
from graph.store import Row, Store, Transaction
from graph.times import from_now

logger = logging.getLogger(__name__)
Progress = Callable[[int, int], None]
#: Kinds of changesets that filled an empty graph, and hold no changes of their own.
LOADS = frozenset({"snapshot", "bulk"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How a plan is cut: sizes in changes, the lease in seconds."""

    one_transaction: int = 20_000
    batch: int = 5_000
    lease: float = 30.0


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A plan that was applied.

    Attributes:
        seq: its place in the one order of the map, from 1.
        at: when, UTC, ISO 8601.
        state: applying, applied or undone.
    """

    id: str
    seq: int
    at: str
    author: str
    kind: str
    note: str
    state: str
    changes: int


def apply_plan(
    store: Store,
    plan: Plan,
    note: str,
    *,
    kind: str = "import",
    limits: Limits | None = None,
    on_progress: Progress | None = None,
) -> ChangeSet | None:
    """Apply ``plan`` and return its changeset; None for an empty plan, which writes nothing.

    Raises:
        ConflictError: the graph is no longer as the plan found it; nothing was written.
        LeaseError: somebody else is applying a large plan.
    """
    limits = limits or Limits()
    recover(store, limits)
    if not plan.changes:
        return None
    changes = sorted(plan.changes, key=_order)
    writer = _Writer(store, limits, len(changes), note, kind)
    if len(changes) <= limits.one_transaction:
        made = store.transact(lambda tx: writer.write_at_once(tx, changes))
    else:
        made = writer.write_in_batches(changes, on_progress or (lambda *_: None))
    logger.info("changeset %s: %s changes, %s", made.seq, made.changes, note)
    return made


def recover(store: Store, limits: Limits | None = None) -> int:
    """Undo changesets whose writer was killed; return how many.

    Raises:
        LeaseError: one of them is still being applied.
        HalfLoadedError: one of them is a snapshot, which must be loaded again.
    """
    found = store.read("changes/list_applying")
    for row in found:
        if row["lease"] > from_now():
            raise LeaseError(
                f"{row['owner']} is changing the map (changeset {row['id']}); "
                f"its lease ends at {row['lease']}: try again after that"
            )
        if row["kind"] in LOADS:
            raise HalfLoadedError(
                f"changeset {row['id']}: a load was interrupted and the graph is not whole: "
                "load it again"
            )
        _take_back(store, row["id"], row["lease"], limits or Limits())
    return len(found)


def list_changesets(store: Store, limit: int = 50) -> list[ChangeSet]:
    """Return the newest changesets, newest first."""
    return [ChangeSet(**row) for row in store.read("changes/list_changesets", limit=limit)]


def get_seq(store: Store) -> int:
    """Return the number of the newest changeset; 0 when nothing was ever applied."""
    head = store.read("changes/get_head")
    return int(head[0]["seq"]) if head else 0


def _take_back(store: Store, changeset: str, held: str, limits: Limits) -> None:
    """Take back the batches of a half-applied changeset, newest first, and close it.

    Its lease is taken over first: a writer that was only slow finds that, and stops.
    """

    def take_back_one(tx: Transaction, row: Row, held: str) -> str:
        lease = renew(tx, changeset, held, limits.lease)
        if tx.run("changes/set_batch_undone", id=row["id"])[0]["written"]:
            taken_back = [_invert(change) for change in reversed(unpack(row["changes"]))]
            _write(tx, taken_back, keep_joined=True)
        return lease

    lease = store.transact(lambda tx: renew(tx, changeset, held, limits.lease))
    for row in reversed(store.read("changes/list_batches", changeset_id=changeset)):
        lease = store.transact(partial(take_back_one, row=row, held=lease))
    store.transact(lambda tx: give_back(tx, changeset, lease, "undone"))
    logger.warning("changeset %s was left half applied and has been undone", changeset)


class _Writer:
    """One changeset being written."""

    def __init__(self, store: Store, limits: Limits, size: int, note: str, kind: str) -> None:
        self._store = store
        self._limits = limits
        self._set = ChangeSet(
            changeset_id(), 0, from_now(), getpass.getuser(), kind, note, "applying", size
        )

    def write_at_once(self, tx: Transaction, changes: Sequence[Change]) -> ChangeSet:
        made = self._open(tx, "applied", "")
        for number, batch in enumerate(_cut(changes, self._limits.batch)):
            self._write_batch(tx, number, batch)
        return made

    def write_in_batches(self, changes: Sequence[Change], on_progress: Progress) -> ChangeSet:
        lease = from_now(self._limits.lease)
        made = self._store.transact(lambda tx: self._open(tx, "applying", lease))
        done = 0
        for number, batch in enumerate(_cut(changes, self._limits.batch)):
            step = partial(self._write_next, held=lease, number=number, batch=batch)
            lease = self._store.transact(step)
            done += len(batch)
            on_progress(done, len(changes))
        self._store.transact(lambda tx: give_back(tx, made.id, lease, "applied"))
        return replace(made, state="applied")

    def _open(self, tx: Transaction, state: str, lease: str) -> ChangeSet:
        seq = tx.run("changes/set_head", step=1)[0]["seq"]
        if tx.run("changes/list_applying"):
            raise LeaseError("somebody else has just begun to change the map: try again")
        made = replace(self._set, seq=seq, state=state)
        properties = {name: getattr(made, name) for name in ChangeSet.__slots__}
        properties["owner"] = f"{self._set.author} on {socket.gethostname()}, process {os.getpid()}"
        properties["lease"] = lease
        tx.run("changes/create_changeset", properties=properties)
        return made

    def _write_next(self, tx: Transaction, held: str, number: int, batch: Sequence[Change]) -> str:
        lease = renew(tx, self._set.id, held, self._limits.lease)
        self._write_batch(tx, number, batch)
        return lease

    def _write_batch(self, tx: Transaction, number: int, batch: Sequence[Change]) -> None:
        stamped = _stamp(compare(tx, batch), self._set.id)
        _write(tx, stamped)
        packed = ChangeBatch(f"{self._set.id}.{number}", number, *pack(stamped))
        properties = {name: getattr(packed, name) for name in ChangeBatch.__slots__}
        tx.run("changes/create_batch", changeset_id=self._set.id, properties=properties)


def _stamp(compared: Sequence[tuple[Change, Properties]], changeset: str) -> list[Change]:
    """Let each subject carry its changeset, each change the one before, each removal the whole."""
    stamped = []
    for change, held in compared:
        kept = held if change.op == "remove" else {k: held[k] for k in ("changeset",) if k in held}
        after = change.after if change.op == "remove" else change.after | {"changeset": changeset}
        stamped.append(replace(change, before=kept | change.before, after=after))
    return sorted(stamped, key=_order)


def _write(tx: Transaction, changes: Sequence[Change], *, keep_joined: bool = False) -> None:
    """Write changes that are in order; every one must find its subject or its ends.

    A node that something is joined to is not removed: a conflict, unless ``keep_joined``.
    """
    for (_, kind, op), group in groupby(changes, key=lambda c: (_phase(c), c.kind, c.op)):
        members = list(group)
        where = NODE_KINDS.get(kind) or EDGE_KINDS[kind]
        verb = {"add": "create", "set": "set", "remove": "delete"}[op]
        rows = [_row(change, isinstance(where, NodeKind)) for change in members]
        written = tx.run(f"{where.folder}/{verb}_{where.noun}", rows=rows)[0]["written"]
        may_stay = keep_joined and op == "remove" and kind in NODE_KINDS
        if written != len(rows) and not may_stay:
            raise ConflictError(
                f"{verb} {kind}: expected to reach {len(rows)}, found {written}, "
                f"the first being {members[0].subject}"
            )


def _row(change: Change, is_node: bool) -> Row:
    row: Row = {"id": change.subject} if is_node or change.op == "add" else {}
    if not is_node:
        row |= get_ends(change)
    if change.op != "remove":
        gone = dict.fromkeys(change.before.keys() - change.after.keys())
        row["properties"] = change.after | gone
    return row


def _invert(change: Change) -> Change:
    op = {"add": "remove", "set": "set", "remove": "add"}[change.op]
    return replace(change, op=op, before=change.after, after=change.before)  # type: ignore[arg-type]


def _order(change: Change) -> tuple[int, str, str, str]:
    return _phase(change), change.kind, change.op, change.subject


def _phase(change: Change) -> int:
    """Return when a change comes: nodes are there before what joins them, and go after it."""
    if change.kind in NODE_KINDS:
        return 3 if change.op == "remove" else 1
    return 0 if change.op == "remove" else 2


def _cut(changes: Sequence[Change], size: int) -> Iterator[Sequence[Change]]:
    for start in range(0, len(changes), size):
        yield changes[start : start + size]
