"""What people correct in the map, from a spreadsheet: it stands through every later import.

A property that is set is ``held``: imports skip it and say so. A field of a relationship becomes
the expert's word, which serves before all others. What is rejected goes, and is remembered as a
rejected claim, so that no import brings it back.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from curation.cells import EDGES, NODES, RowError, Sheet
from curation.decisions import plan_memory
from curation.errors import CurationError
from graph.claims import Block, Properties, Value, list_blocks
from graph.current import list_edges
from graph.drafts import make_plan
from graph.ids import claim_id, edge_ends
from graph.plans import Assertion, Change, LeftOut, Plan, difference
from graph.proposals import list_claims_about
from graph.store import Store

COLUMNS = ("kind", "id", "course", "name", "property", "value")
ORIGIN = "corrections"
REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the spreadsheet; ``where`` is ``file:line``."""

    where: str
    cells: Mapping[str, str]


def plan_corrections(store: Store, path: Path, by: str) -> Plan:
    """Return the plan that makes the corrections of a CSV; a row at fault is left out.

    Raises:
        CurationError: the file is no such table.
    """
    desk = _Desk(store, by)
    for line in read_lines(path):
        try:
            desk.take(line)
        except RowError as error:
            desk.left_out.append(error.at(line.where))
    return desk.make_plan()


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the rows below the header; rows without any text are passed over.

    Raises:
        CurationError: no such file, not UTF-8, or other columns than expected.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True, restval="")
            if tuple(reader.fieldnames or ()) != COLUMNS:
                raise CurationError(
                    f"{path.name}:1: expected the columns {','.join(COLUMNS)}, "
                    f"found {','.join(reader.fieldnames or ()) or 'none'}"
                )
            for row in reader:
                cells = {name: (row[name] or "").strip() for name in COLUMNS}
                if any(cells.values()):
                    yield Line(f"{path.name}:{reader.line_num}", cells)
    except (csv.Error, UnicodeDecodeError) as error:
        raise CurationError(f"{path.name}: expected CSV in UTF-8, found {error}") from error
    except OSError as error:
        raise CurationError(f"{path}: expected a file, found {error.strerror}") from error


class _Desk:
    """Corrections while they are read; the graph is only read."""

    def __init__(self, store: Store, by: str) -> None:
        self._store, self._by = store, by
        self._sheet = Sheet(store)
        self._nodes: dict[tuple[str, str], tuple[Properties, dict[str, Value | None]]] = {}
        self._said: list[Assertion] = []
        self._rejected: dict[str, str] = {}
        self.left_out: list[LeftOut] = []

    def take(self, line: Line) -> None:
        """Take in a row.

        Raises:
            RowError: a cell is not what its column holds, or names nothing of the map.
        """
        kind = line.cells["kind"]
        if kind == REJECT:
            self._rejected[self._sheet.find_rejected(line.cells)] = line.cells["value"]
        elif kind in EDGES:
            self._set_field(kind, line.cells)
        elif kind in NODES:
            self._set_property(kind, line.cells)
        else:
            expected = ", ".join((REJECT, *NODES, *EDGES))
            raise RowError("kind", f"one of {expected}", kind)

    def _set_property(self, label: str, cells: Mapping[str, str]) -> None:
        node, held = self._sheet.find_node(label, cells)
        before, wanted = self._nodes.setdefault((label, node), (held, dict(held)))
        name, value = self._sheet.read_value(NODES[label], cells)
        kept = {each for each in _list(wanted, "held") if each != name}
        wanted["held"] = sorted(kept if value is None else kept | {name}) or None
        if value is None:
            return
        if (label, name) == ("KnowledgePoint", "name") and before.get("name") != value:
            known = dict.fromkeys([*_list(wanted, "aliases"), str(before.get("name"))])
            wanted["aliases"] = list(known)
        wanted[name] = value

    def _set_field(self, kind: str, cells: Mapping[str, str]) -> None:
        from_id, to_id = edge_ends(self._sheet.find_edge(kind, cells))
        name, value = self._sheet.read_value(EDGES[kind], cells)
        if value is None:
            raise RowError("value", "a value", "")
        block = Block("expert", ORIGIN, {name: value})
        self._said.append(Assertion(kind, from_id, to_id, block, partial=True))

    def make_plan(self) -> Plan:
        """Return the plan of all rows."""
        said = [each for each in self._said if each.edge not in self._rejected]
        both = [each for each in self._said if each.edge in self._rejected]
        self.left_out += [LeftOut(each.edge, "is rejected by the same file") for each in both]
        made = make_plan(self._store, assertions=said)
        sets = [
            difference("set", label, node, before, wanted)
            for (label, node), (before, wanted) in self._nodes.items()
        ]
        rejects = [change for edge in self._rejected for change in self._reject(edge)]
        changes = [*made.changes, *rejects, *(each for each in sets if each.before or each.after)]
        unchanged = made.unchanged + len(sets) + len(self._rejected) - len(changes)
        left_out = (*self.left_out, *made.left_out)
        return Plan(tuple(changes), max(unchanged, 0), made.held, left_out)

    def _reject(self, edge: str) -> Iterator[Change]:
        """Yield that a relationship goes, and that every source's word on it is rejected."""
        kind, ends = edge.split("|")[1], edge_ends(edge)
        current = list_edges(self._store, kind, [ends]).get(edge)
        if current is None:
            return
        kept = {name: value for name, value in current.items() if name != "changeset"}
        yield Change("remove", kind, edge, kept, {}, ends)
        claims = list_claims_about(self._store, [edge])
        for block in list_blocks(current):
            if block.source != "expert":
                item = Assertion(kind, *ends, block)
                held = claims.get(claim_id(edge, block.source, block.origin))
                yield plan_memory(item, held, self._by, self._rejected[edge])


def _list(properties: Mapping[str, Value | None], name: str) -> Sequence[str]:
    value = properties.get(name, [])
    return [str(each) for each in value] if isinstance(value, list) else []
