"""The map as it was: what changed since is taken back in memory, and nothing is written.

The later changes are folded into what each subject was (:func:`fold`), and that is laid over what
the graph holds now (:func:`go_back`). Both are pure; :class:`Past` reads.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from graph.batches import unpack
from graph.claims import Properties, Value
from graph.drafts import list_nodes
from graph.errors import AsOfError
from graph.plans import Change, Ends
from graph.schema import EDGE_KINDS
from graph.stamps import Stamp, get_stamp
from graph.store import Row, Store

BULK = "bulk"
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the later changes tell of how a subject was.

    Attributes:
        how: ``absent``: it was not there; ``whole``: it has been removed since, and
            ``properties`` are all that it had; ``differing``: they are those that were different,
            None for one that it did not have.
    """

    how: Literal["absent", "whole", "differing"]
    properties: Mapping[str, Value | None] = field(default_factory=dict)
    ends: Ends | None = None


Overlay = Mapping[str, Mapping[str, Earlier]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship with all that it holds."""

    from_id: str
    to_id: str
    properties: Properties


def fold(changes: Iterable[Change]) -> Overlay:
    """Return by kind and id how the subjects of ``changes`` were before them.

    ``changes`` come newest first. Changes that were taken back may be among them: what a subject
    was before is true of them too.

    Raises:
        AsOfError: they do not follow from each other.
    """
    overlay: dict[str, dict[str, Earlier]] = defaultdict(dict)
    for change in changes:
        known = overlay[change.kind]
        known[change.subject] = _take_back(change, known.get(change.subject))
    return overlay


def go_back(
    held: Mapping[str, Properties], earlier: Mapping[str, Earlier]
) -> dict[str, Properties]:
    """Return what subjects held, by id, from what they hold now; those removed since included."""
    was = dict(held)
    for subject, then in earlier.items():
        if then.how == "absent":
            was.pop(subject, None)
        elif then.how == "whole" or subject in was:
            kept = {} if then.how == "whole" else was[subject]
            both = {**kept, **then.properties}
            was[subject] = {name: value for name, value in both.items() if value is not None}
    return was


def read_overlay(store: Store, seq: int) -> Overlay:
    """Return how all subjects were that changesets after ``seq`` have touched.

    Raises:
        AsOfError: one of these cannot be taken back, since no batch holds what it changed.
    """
    rows = store.read("changes/list_batches_since", seq=seq)
    _check_reach(rows, seq)
    return fold(_list_newest_first(rows))


class Past:
    """The map as it was at a changeset; what it lists is exact whatever is written meanwhile.

    Rows are read before the changes since: to take back a change that the rows do not show yet
    changes nothing. Ids that are not known are absent from what is returned.
    """

    def __init__(self, store: Store, seq: int) -> None:
        """Read nothing yet; ``seq`` is that of a changeset that is whole, or 0."""
        self.seq = seq
        self._store = store
        self._stamp: Stamp | None = None
        self._overlay: Overlay = {}

    def list_nodes(self, label: str, ids: Iterable[str]) -> dict[str, Properties]:
        """Return what these nodes held, by id."""
        wanted = set(ids)
        held = list_nodes(self._store, label, wanted)
        earlier = self._read_earlier(label)
        return go_back(held, {node: earlier[node] for node in wanted & earlier.keys()})

    def list_edges_from(self, type_: str, ids: Iterable[str]) -> list[Edge]:
        """Return the relationships of a type that left these nodes, by their ends."""
        return self._list_edges(type_, "from", set(ids))

    def list_edges_to(self, type_: str, ids: Iterable[str]) -> list[Edge]:
        """Return the relationships of a type that led to these nodes, by their ends."""
        return self._list_edges(type_, "to", set(ids))

    def _list_edges(self, type_: str, way: str, ids: set[str]) -> list[Edge]:
        kind, wanted = EDGE_KINDS[type_], sorted(ids)
        held: dict[str, Properties] = {}
        ends: dict[str, Ends] = {}
        for start in range(0, len(wanted), _CHUNK):
            name = f"{kind.folder}/list_{kind.noun}_{way}"
            for row in self._store.read(name, ids=wanted[start : start + _CHUNK]):
                held[row["properties"]["id"]] = row["properties"]
                ends[row["properties"]["id"]] = (row["from_id"], row["to_id"])
        side = 0 if way == "from" else 1
        known = self._read_earlier(type_)
        earlier = {id_: e for id_, e in known.items() if e.ends is None or e.ends[side] in ids}
        ends |= {id_: e.ends for id_, e in earlier.items() if e.ends is not None}
        was = go_back(held, earlier)
        return sorted((Edge(*ends[id_], was[id_]) for id_ in was), key=_by_ends)

    def _read_earlier(self, kind: str) -> Mapping[str, Earlier]:
        """Return how the subjects of a kind were; the rows to lay it over must be read by now."""
        stamp = get_stamp(self._store)
        if stamp != self._stamp:
            self._overlay = read_overlay(self._store, self.seq) if stamp.seq > self.seq else {}
            self._stamp = stamp
        return self._overlay.get(kind, {})


def _take_back(change: Change, later: Earlier | None) -> Earlier:
    """Return how the subject was before ``change``, from how it was before the later ones."""
    if change.op == "add":
        return Earlier("absent", ends=change.ends)
    if change.op == "remove":
        return Earlier("whole", change.before, change.ends)
    if later is not None and later.how == "absent":
        raise AsOfError(
            f"{change.kind} {change.subject}: expected that it was added before it was changed, "
            "found that it was added after: the map was changed past its changesets"
        )
    differing = {name: change.before.get(name) for name in change.before.keys() | change.after}
    if later is None:
        return Earlier("differing", differing, change.ends)
    return replace(later, properties={**later.properties, **differing})


def _check_reach(rows: Sequence[Row], asked: int) -> None:
    """Refuse to go back beyond a changeset that holds less than it changed."""
    held = Counter[int]()
    for row in rows:
        held[row["seq"]] += row["size"] or 0
    for row in rows:
        lacks = row["state"] == "applied" and held[row["seq"]] < max(row["of"], 1)
        if lacks or (row["kind"] == BULK and row["state"] != "undone"):
            raise AsOfError(
                f"as of {asked}: expected changeset {row['seq']} or a later one, since that one "
                "loaded the map as a whole and does not hold what it changed"
            )


def _list_newest_first(rows: Sequence[Row]) -> Iterator[Change]:
    for row in rows:
        if row["changes"] is not None:
            yield from reversed(unpack(row["changes"]))


def _by_ends(edge: Edge) -> Ends:
    return edge.from_id, edge.to_id
