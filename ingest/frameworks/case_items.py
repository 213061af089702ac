"""Items of a CASE framework, whatever they were read from, and what they become."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.ids import keyed_id
from graph.plans import LeftOut, Node
from ingest.errors import CellError
from ingest.frameworks.nodes import ability_node
from ingest.frameworks.texts import read_first_paragraph

_IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(slots=True)
class Item:
    """One item; those that it names are identifiers of the same framework's items.

    Attributes:
        where: its place, for faults.
        statement: the whole of it, Markdown.
        short: its abbreviated statement.
        matches: ids or addresses of what is exactly the same elsewhere.
        order: its place below its parent, None where it is not said.
    """

    where: str
    identifier: str
    statement: str
    short: str = ""
    code: str = ""
    kind: str = ""
    uri: str = ""
    notes: str = ""
    parents: list[str] = field(default_factory=list)
    precedes: list[str] = field(default_factory=list)
    matches: list[str] = field(default_factory=list)
    replaced_by: str = ""
    order: int | None = None


@dataclass(slots=True)
class Package:
    """A framework; ``document`` are properties of its node, ``key`` its identifier or name."""

    key: str
    name: str
    version: str
    document: dict[str, str]
    items: dict[str, Item] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def add(self, item: Item) -> None:
        """Add an item, or leave out one without an identifier of its own or a statement."""
        if not _IDENTIFIER.fullmatch(item.identifier) or item.identifier in self.items:
            fault = CellError("identifier", "a UUID, once", repr(item.identifier))
        elif not item.statement:
            fault = CellError("fullStatement", "a text", "none")
        else:
            self.items[item.identifier] = item
            return
        self.left_out.append(fault.at(item.where))


def list_abilities(package: Package, framework: str) -> Iterator[Node]:
    """Yield the abilities; what another item replaces is none any more."""
    shared = Counter(item.short for item in package.items.values())
    for item in package.items.values():
        if item.replaced_by:
            continue
        name = item.short if shared[item.short] == 1 else ""
        name = name or read_first_paragraph(item.statement)
        yield ability_node(
            case_id(item.identifier),
            framework,
            name,
            description=item.statement if item.statement != name else None,
            class_=item.kind,
            code=item.code,
            uri=item.uri,
            notes=item.notes,
            parents=[case_id(each) for each in item.parents],
            precedes=[case_id(each) for each in item.precedes],
            exact_matches=item.matches,
            order=item.order,
        )


def list_replaced(package: Package) -> list[tuple[str, str]]:
    """Return old and new ids, each new one with nothing in its place.

    An item that nothing of the framework replaces in the end keeps its place, and is told as
    left out.
    """
    said = {item.identifier: item.replaced_by for item in package.items.values()}
    ends = {old: _follow(said, package.items, old) for old, new in said.items() if new}
    for old, end in ends.items():
        if end is None:
            item = package.items[old]
            fault = CellError("replacedBy", "an item of the framework", repr(item.replaced_by))
            package.left_out.append(fault.at(item.where))
            item.replaced_by = ""
    return [(case_id(old), case_id(end)) for old, end in ends.items() if end]


def _follow(said: Mapping[str, str], items: Mapping[str, Item], old: str) -> str | None:
    seen: set[str] = set()
    while said.get(old):
        if old in seen:
            return None
        seen.add(old)
        old = said[old]
    return old if old in items else None


def case_id(identifier: str) -> str:
    """Return the id of an item."""
    return keyed_id("case", identifier)


def split_known(
    package: Package, item: Item, column: str, named: Sequence[str], known: Mapping[str, str]
) -> list[str]:
    """Return the identifiers of the items named; one that is not known is told as left out."""
    for each in named:
        if each not in known:
            fault = CellError(column, "an item of the framework", repr(each))
            package.left_out.append(fault.at(item.where))
    return [known[each] for each in named if each in known]
