"""What a plan found, compared with what the graph holds now: the last look before it is written."""

from collections.abc import Sequence
from itertools import groupby

from graph.claims import Properties
from graph.errors import ConflictError
from graph.plans import Change
from graph.schema import EDGE_KINDS, NODE_KINDS
from graph.store import Row, Transaction


def compare(tx: Transaction, changes: Sequence[Change]) -> list[tuple[Change, Properties]]:
    """Return each change with what the graph holds of its subject, as its plan found it.

    Raises:
        ConflictError: a subject is otherwise than its plan found it.
    """
    compared = []
    for kind, group in groupby(sorted(changes, key=lambda c: c.kind), key=lambda c: c.kind):
        members = list(group)
        current = _read_current(tx, kind, members)
        for change in members:
            held = current.get(change.subject)
            if not _is_as_planned(change, held):
                raise ConflictError(
                    f"{change.kind} {change.subject} changed since the plan was made: "
                    f"expected {change.before or 'nothing'}, found {held or 'nothing'}"
                )
            compared.append((change, held or {}))
    return compared


def _is_as_planned(change: Change, held: Properties | None) -> bool:
    if change.op == "add" or held is None:
        return change.op == "add" and held is None
    names = change.before.keys() | change.after.keys()
    return all(held.get(name) == change.before.get(name) for name in names)


def _read_current(tx: Transaction, kind: str, changes: Sequence[Change]) -> dict[str, Properties]:
    if kind in NODE_KINDS:
        node = NODE_KINDS[kind]
        rows = tx.run(
            f"{node.folder}/list_{node.noun}_by_id", ids=[change.subject for change in changes]
        )
    else:
        edge = EDGE_KINDS[kind]
        rows = tx.run(
            f"{edge.folder}/list_{edge.noun}_by_ends", rows=[get_ends(change) for change in changes]
        )
    return {row["id"]: row["properties"] for row in rows}


def get_ends(change: Change) -> Row:
    """Return a relationship's ends as statements take them."""
    if change.ends is None:
        raise ValueError(f"{change.kind} {change.subject}: expected both ends, found none")
    return {"from_id": change.ends[0], "to_id": change.ends[1]}
