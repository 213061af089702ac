"""A plan: the difference between what the map is and what it should be. Values only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from graph.claims import Block, Properties, Source, Value
from graph.ids import edge_id

Operation = Literal["add", "set", "remove"]
Ends = tuple[str, str]
_MOVES, _TALLY_MOVES = 0.005, 0.1
_TALLIES = frozenset({"n", "transactions", "postings", "mass", "total", "class_prior", "lift"})
_LOUD = frozenset({"origin", "status"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``before`` and ``after`` hold only the properties that differ.

    Attributes:
        kind: the node's label or the relationship's type.
        subject: the node's or the relationship's id.
        ends: the ids of a relationship's ends, None for a node.
    """

    op: Operation
    kind: str
    subject: str
    before: Properties = field(default_factory=dict)
    after: Properties = field(default_factory=dict)
    ends: Ends | None = None


class LeftOut(NamedTuple):
    """Something that could not be taken in, and why.

    Attributes:
        subject: its id or, of a row, ``file:line``.
        column: of a row, the column that is at fault; with what was expected in it, and found.
    """

    subject: str
    reason: str
    column: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes to apply, and what was seen on the way to them."""

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    held: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many changes of each operation there are, by kind."""
        counted = Counter((change.kind, change.op) for change in self.changes)
        table: dict[str, dict[str, int]] = {}
        for (kind, op), count in sorted(counted.items()):
            table.setdefault(kind, {})[op] = count
        return table


@dataclass(frozen=True, slots=True)
class Node:
    """A node as it should be; a property set to None should be absent."""

    label: str
    id: str
    properties: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a source says of the relationship of a type between two nodes.

    Attributes:
        partial: change only the named fields of the source's block and keep its others.
        waits: why it is a proposal that does not serve until somebody approves it; "" lets it
            serve.
    """

    type: str
    from_id: str
    to_id: str
    block: Block
    partial: bool = False
    waits: str = ""

    @property
    def edge(self) -> str:
        """The relationship's id."""
        return edge_id(self.from_id, self.type, self.to_id)


@dataclass(frozen=True, slots=True)
class Restated:
    """Everything that an origin says of a type is said anew: what is not repeated goes."""

    type: str
    source: Source
    origin: str


def difference(
    op: Operation,
    kind: str,
    subject: str,
    current: Properties,
    wanted: Mapping[str, Value | None],
    ends: Ends | None = None,
) -> Change:
    """Return the change from ``current`` to ``wanted``, where None means absent."""
    differing = {name for name, value in wanted.items() if current.get(name) != value}
    before = {name: current[name] for name in sorted(differing) if name in current}
    after = present({name: wanted[name] for name in sorted(differing)})
    return Change(op, kind, subject, before, after, ends)


def node_difference(node: Node, current: Properties | None) -> tuple[Change, list[str]]:
    """Return the change of a node, and as ``id.property`` what a person holds otherwise."""
    if current is None:
        wanted = {"id": node.id, **present(node.properties)}
        return Change("add", node.label, node.id, {}, wanted), []
    held, said = current.get("held", []), {"id": node.id, **node.properties}
    kept = set(held) if isinstance(held, list) else set()
    touched = {name: value for name, value in said.items() if name not in kept}
    overruled = [
        f"{node.id}.{name}"
        for name in said.keys() - touched.keys()
        if said[name] != current.get(name)
    ]
    return difference("set", node.label, node.id, current, touched), overruled


def edge_difference(kind: str, ends: Ends, held: Properties, wanted: Properties | None) -> Change:
    """Return the change of a relationship from what is held, {} where it is not there yet.

    What ``wanted`` lacks goes, but for the stamp of the changeset; None removes the relationship.
    """
    subject = edge_id(ends[0], kind, ends[1])
    kept = {name: value for name, value in held.items() if name != "changeset"}
    if wanted is None:
        return Change("remove", kind, subject, kept, {}, ends)
    if not held:
        return Change("add", kind, subject, {}, wanted, ends)
    gone = dict.fromkeys(kept.keys() - wanted.keys())
    return difference("set", kind, subject, held, {**wanted, **gone}, ends)


def present(properties: Mapping[str, Value | None]) -> Properties:
    """Return the properties that have a value; an empty list is as good as none."""
    return {name: value for name, value in properties.items() if value is not None and value != []}


def is_churn(current: Properties, wanted: Properties) -> bool:
    """Return whether a mined block moved, and what serves, by too little to be written.

    Shares and weights move by less than .005, counts and masses by less than a tenth. With them
    what names the run may move; an approval, another origin or a field that comes or goes is none.
    """
    served = {"weight", "confidence"} & current.keys() & wanted.keys()
    differing = list_differing(current, wanted) - {"changeset"}
    mined = {name for name in differing if name.startswith("mined_")}
    return bool(served) and differing <= mined | served and is_slight(current, wanted, "mined_")


def list_differing(current: Mapping[str, object], wanted: Mapping[str, object]) -> set[str]:
    """Return the properties that are not the same in both."""
    names = current.keys() | wanted.keys()
    return {name for name in names if current.get(name) != wanted.get(name)}


def is_slight(current: Properties, wanted: Mapping[str, Value | None], prefix: str) -> bool:
    """Return whether all numbers of a block moved by too little, and it has the same fields."""
    for name in list_differing(current, wanted) - {"changeset"}:
        old, new, field_name = current.get(name), wanted.get(name), name.removeprefix(prefix)
        if old is None or new is None or field_name in _LOUD:
            return False
        if isinstance(old, int | float) and isinstance(new, int | float):
            most = _TALLY_MOVES * abs(old) if field_name in _TALLIES else _MOVES
            if abs(old - new) >= most:
                return False
    return True
