"""What changesets hold: the changes of one, and the history of a subject."""

from dataclasses import dataclass

from graph.batches import parse_lines, split_lines, unpack
from graph.changes import ChangeSet
from graph.errors import AsOfError
from graph.plans import Change
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Entry:
    """A line in the history of a subject: when, by whom, what for, and what changed."""

    seq: int
    at: str
    author: str
    note: str | None
    change: Change


def get_changeset(store: Store, seq: int) -> ChangeSet:
    """Return a changeset by its number.

    Raises:
        AsOfError: there is none.
    """
    rows = store.read("changes/get_changeset", seq=seq)
    if not rows:
        raise AsOfError(f"changeset {seq}: expected the number of a changeset, found none")
    return ChangeSet(**rows[0])


def list_changes(store: Store, changeset: ChangeSet) -> list[Change]:
    """Return what a changeset changed, in its order; nothing of what was taken back."""
    rows = store.read("changes/list_batches", changeset_id=changeset.id)
    return [change for row in rows for change in unpack(row["changes"])]


def list_history(store: Store, subject: str) -> list[Entry]:
    """Return what happened to a node or a relationship, newest first; [] where nothing did."""
    rows = store.read("changes/list_batches_about", subject=subject)
    return [
        Entry(row["seq"], row["at"], row["author"], row["note"], change)
        for row in rows
        for change in _list_about(row["changes"], subject)
    ]


def _list_about(packed: str, subject: str) -> list[Change]:
    """Return the changes of a subject in a batch, newest first."""
    found = [line for line in split_lines(packed) if line.subject == subject]
    return list(parse_lines(found[::-1]))
