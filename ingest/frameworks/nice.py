"""The NICE framework of cybersecurity work: roles, competencies, knowledge, skills, abilities."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.claims import Block
from graph.ids import keyed_id
from graph.plans import Assertion, LeftOut, Node
from ingest.errors import CellError, RawFileError
from ingest.frameworks.nice_lists import KINDS, STATEMENT, Lists
from ingest.frameworks.nodes import ability_node, framework_node, job_node
from ingest.frameworks.releases import find_year
from ingest.frameworks.standard import Standard
from ingest.frameworks.texts import decode_entities
from ingest.raw import read_cells
from ingest.sheets import Form, read_sheet

FRAMEWORK = "framework:nice"
COLUMNS = (
    "Category",
    "Specialty Area",
    "Work Role",
    "Competency Group",
    "Competency ID",
    "Competency",
    "K S or A",
    "KSA ID",
    "KSA",
)
_ROLE = re.compile(r".+\([A-Z]{2}-[A-Z]{3}-\d{3}\)")
_COMPETENCY = re.compile(r"C\d{3}")
_GENERAL = {"Professional", "Leadership"}
_WORDS = {"K": "Knowledge", "S": "Skill", "A": "Ability"}


@dataclass(slots=True)
class _Table:
    """What the rows say.

    Attributes:
        jobs: work roles by code, as their first row says them.
        names: of competencies and statements, by their ids.
        groups: the group of a competency.
        parents: the competencies of a statement, in order.
        needs: the ids of role and ability, in order.
        texts: descriptions of roles.
    """

    jobs: dict[str, dict[str, str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    parents: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    needs: dict[tuple[str, str], None] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def read_nice(path: Path, release: str | None = None, encoding: str = "utf-8-sig") -> Standard:
    """Return NICE out of its table of roles, or a folder that also has its lists in YAML.

    Raises:
        RawFileError: there is no table of roles, or nothing says its year.
    """
    file = path if path.is_file() else _find_table(path, encoding)
    version = release or find_year(file)
    table = _Table()
    for row in read_sheet(file, COLUMNS, table.left_out.append, Form(encoding)):
        cells = {name: decode_entities(cell) for name, cell in row.cells.items()}
        if fault := _find_fault(cells, table.names):
            table.left_out.append(fault.at(row.where))
        else:
            _take(cells, table)
    if path.is_dir():
        _add_lists(Lists(sorted(path.rglob("*.y*ml"))), table)
    origin = f"nice:{version}"
    block = Block("imported", origin, {"essential": True})
    said = [
        Assertion("REQUIRES", keyed_id("nice", role), keyed_id("nice", need), block)
        for role, need in table.needs
    ]
    nodes = [*_list_jobs(table), *_list_abilities(table)]
    framework = framework_node(
        FRAMEWORK,
        "NICE Workforce Framework for Cybersecurity",
        version,
        publisher="National Institute of Standards and Technology",
        licence="public domain (United States Government)",
        language="en",
    )
    return Standard(framework, origin, tuple(nodes), tuple(said), left_out=tuple(table.left_out))


def _find_table(folder: Path, encoding: str) -> Path:
    """Return the one CSV below a folder that has the columns of the table of roles."""
    found = [file for file in sorted(folder.rglob("*.csv")) if _is_table(file, encoding)]
    if len(found) != 1:
        said = ", ".join(map(str, found)) or "none"
        raise RawFileError(
            f"{folder}: expected one CSV with the columns {', '.join(COLUMNS)}, found {said}"
        )
    return found[0]


def _is_table(file: Path, encoding: str) -> bool:
    try:
        header = next(read_cells(file, lambda _: None, encoding), None)
    except RawFileError:
        return False
    return header is not None and set(COLUMNS) <= {name.strip() for name in header.cells}


def _find_fault(cells: dict[str, str], names: dict[str, str]) -> CellError | None:
    patterns = (
        ("Work Role", _ROLE, "a title (OV-EXL-001)"),
        ("Competency ID", _COMPETENCY, "an id like C001"),
        ("KSA ID", STATEMENT, "an id like K0001"),
    )
    for column, pattern, expected in patterns:
        if not pattern.fullmatch(cells[column]):
            return CellError(column, expected, repr(cells[column]))
    word = _WORDS[cells["KSA ID"][0]]
    if cells["K S or A"] != word:
        return CellError("K S or A", f"{word}, as {cells['KSA ID']} says", repr(cells["K S or A"]))
    for column, key in (("Competency", "Competency ID"), ("KSA", "KSA ID")):
        known = names.get(cells[key], cells[column])
        if not cells[column] or cells[column] != known:
            return CellError(column, repr(known or "a text"), repr(cells[column]))
    return None


def _take(cells: dict[str, str], table: _Table) -> None:
    role = cells["Work Role"].rpartition("(")[2].rstrip(")")
    competency, statement = cells["Competency ID"], cells["KSA ID"]
    table.jobs.setdefault(role, cells)
    table.names |= {competency: cells["Competency"], statement: cells["KSA"]}
    table.groups[competency] = cells["Competency Group"]
    table.parents[statement][competency] = None
    table.needs |= {(role, competency): None, (role, statement): None}


def _add_lists(lists: Lists, table: _Table) -> None:
    """Add what the YAML files know beside the table; of what both know the table's word stays."""
    table.left_out += lists.left_out
    table.names = lists.statements | table.names
    table.texts = {role: said.get("description", "") for role, said in lists.roles.items()}
    for where, role, need in lists.needs:
        if role not in table.jobs:
            table.left_out.append(CellError("file", "a known work role", role).at(where))
        elif need not in table.names:
            table.left_out.append(CellError("id", "a known statement", repr(need)).at(where))
        else:
            table.needs[role, need] = None


def _list_jobs(table: _Table) -> Iterator[Node]:
    for role, cells in table.jobs.items():
        yield job_node(
            keyed_id("nice", role),
            FRAMEWORK,
            cells["Work Role"].rpartition("(")[0].strip(),
            description=table.texts.get(role),
            code=role,
            class_=role.partition("-")[0],
            classes=[cells["Category"], cells["Specialty Area"]],
        )


def _list_abilities(table: _Table) -> Iterator[Node]:
    for key, name in sorted(table.names.items()):
        group, above = table.groups.get(key), list(table.parents.get(key, ()))
        general = "general" if group in _GENERAL else "method"
        yield ability_node(
            keyed_id("nice", key),
            FRAMEWORK,
            name.removesuffix("."),
            kind=KINDS.get(key[0], general),
            class_=group or (table.names[above[0]] if above else None),
            parents=[keyed_id("nice", each) for each in above],
        )
