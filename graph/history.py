"""The map as it was: what changed since is taken back in memory, and nothing is written.

The later changes are folded into what each subject was (:func:`fold`), and that is laid over what
the graph holds now (:func:`go_back`). Both are pure; :class:`Past` reads.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from graph.batches import Line, parse_lines, split_lines
from graph.claims import Properties, Value
from graph.collector import without_collector
from graph.current import list_nodes
from graph.errors import AsOfError
from graph.ids import edge_ends
from graph.pages import list_edges_from
from graph.plans import Change
from graph.schema import EDGE_KINDS
from graph.stamps import Stamp, get_stamp
from graph.store import Row, Store

BULK = "bulk"
_CHUNK = 1_000


class Earlier(NamedTuple):
    """What the later changes tell of how a subject was.

    Attributes:
        how: ``absent``: it was not there; ``whole``: it has been removed since, and
            ``properties`` are all that it had; ``differing``: they are those that were different,
            None for one that it did not have.
    """

    how: Literal["absent", "whole", "differing"]
    properties: Mapping[str, Value | None] = MappingProxyType({})


Overlay = Mapping[str, Mapping[str, Earlier]]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship with all that it holds."""

    from_id: str
    to_id: str
    properties: Properties


@without_collector()
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
    return fold(parse_lines(_read_lines(store, seq)))


class Past:
    """The map as it was at a changeset; what it lists is exact whatever is written meanwhile.

    Rows are read before the changes since: to take back a change that the rows do not show yet
    changes nothing. Of the changes only those of what is asked for are parsed. Ids that are not
    known are absent from what is returned.
    """

    def __init__(self, store: Store, seq: int) -> None:
        """Read nothing yet; ``seq`` is that of a changeset that is whole, or 0."""
        self.seq = seq
        self._store = store
        self._stamp: Stamp | None = None
        self._lines: list[Line] = []

    def list_nodes(self, label: str, ids: Iterable[str]) -> dict[str, Properties]:
        """Return what these nodes held, by id."""
        wanted = set(ids)
        held = list_nodes(self._store, label, wanted)
        return go_back(held, self._read_earlier(label, lambda subject: subject in wanted))

    def list_edges_from(self, type_: str, ids: Iterable[str]) -> list[Edge]:
        """Return the relationships of a type that left these nodes, by their ends."""
        wanted = set(ids)
        held = self._list_held(type_, "from", wanted)
        earlier = self._read_earlier(type_, lambda edge: edge_ends(edge)[0] in wanted)
        return _list_edges(go_back(held, earlier))

    def list_edges_to(self, type_: str, ids: Iterable[str]) -> list[Edge]:
        """Return the relationships of a type that led to these nodes, by their ends."""
        wanted = set(ids)
        held = self._list_held(type_, "to", wanted)
        earlier = self._read_earlier(type_, lambda edge: edge_ends(edge)[1] in wanted)
        return _list_edges(go_back(held, earlier))

    def _list_held(self, type_: str, way: str, ids: set[str]) -> dict[str, Properties]:
        kind, wanted = EDGE_KINDS[type_], sorted(ids)
        held: list[Properties] = []
        for start in range(0, len(wanted), _CHUNK):
            page = wanted[start : start + _CHUNK]
            if way == "from":
                held += list_edges_from(self._store, type_, page).values()
            else:
                rows = self._store.read(f"{kind.folder}/list_{kind.noun}_to", ids=page)
                held += [row["properties"] for row in rows]
        return {str(properties["id"]): properties for properties in held}

    def _read_earlier(self, kind: str, is_wanted: Callable[[str], bool]) -> Mapping[str, Earlier]:
        """Return how the wanted subjects of a kind were; their rows must have been read by now."""
        stamp = get_stamp(self._store)
        if stamp != self._stamp:
            self._lines = _read_lines(self._store, self.seq) if stamp.seq > self.seq else []
            self._stamp = stamp
        lines = [line for line in self._lines if line.kind == kind and is_wanted(line.subject)]
        return fold(parse_lines(lines)).get(kind, {})


def _take_back(change: Change, later: Earlier | None) -> Earlier:
    """Return how the subject was before ``change``, from how it was before the later ones."""
    if change.op == "add":
        return Earlier("absent")
    if change.op == "remove":
        return Earlier("whole", change.before)
    if later is not None and later.how == "absent":
        raise AsOfError(
            f"{change.kind} {change.subject}: expected that it was added before it was changed, "
            "found that it was added after: the map was changed past its changesets"
        )
    differing = {**dict.fromkeys(change.after), **change.before}
    if later is None:
        return Earlier("differing", differing)
    return Earlier(later.how, {**later.properties, **differing})


@without_collector()
def _read_lines(store: Store, seq: int) -> list[Line]:
    """Return all changes after a changeset, the newest first, not parsed yet."""
    rows = store.read("changes/list_batches_since", seq=seq)
    _check_reach(rows, seq)
    batches = (split_lines(row["changes"]) for row in rows if row["changes"] is not None)
    return [line for batch in batches for line in reversed(batch)]


def _check_reach(rows: Sequence[Row], asked: int) -> None:
    """Refuse to go back beyond a changeset that holds less than it changed."""
    held = Counter[int]()
    for row in rows:
        held[row["seq"]] += row["size"] or 0
    for row in rows:
        if row["kind"] == "snapshot":  # it brought the history along, and changed nothing of it
            continue
        lacks = row["state"] == "applied" and held[row["seq"]] < max(row["of"], 1)
        if lacks or (row["kind"] == BULK and row["state"] != "undone"):
            raise AsOfError(
                f"as of {asked}: expected changeset {row['seq']} or a later one, since that one "
                "loaded the map as a whole and does not hold what it changed"
            )


def _list_edges(held: Mapping[str, Properties]) -> list[Edge]:
    """Return relationships by their ends, which their ids tell."""
    return sorted(
        (Edge(*edge_ends(edge), properties) for edge, properties in held.items()),
        key=lambda edge: (edge.from_id, edge.to_id),
    )
