"""NICE's lists in YAML: statements, work roles, and what one role needs."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from graph.plans import LeftOut
from ingest.errors import CellError
from ingest.frameworks.texts import decode_entities
from ingest.raw import Row

KINDS = {"K": "knowledge", "S": "method", "A": "general"}
STATEMENT = re.compile(r"[KSA]\d{4}[A-Z]?")
ROLE = re.compile(r"[A-Z]{2}-[A-Z]{3}-\d{3}")
_ROLE_FILE = re.compile(r"niceRole_(\w{2}-\w{3}-\d{3})", re.IGNORECASE)
_IDS = {"kId": "knowledgeDescription", "sId": "skillDescription", "aId": "abilityDescription"}


class Lists:
    """What the YAML files of a folder say.

    Attributes:
        statements: texts by id: ``K0001``.
        roles: what is said of a work role, by its code.
        needs: the ids of statements that one role needs, with where that is said.
        left_out: files and items that could not be taken.
    """

    def __init__(self, files: list[Path]) -> None:
        self.statements: dict[str, str] = {}
        self.roles: dict[str, dict[str, str]] = {}
        self.needs: list[tuple[str, str, str]] = []
        self.left_out: list[LeftOut] = []
        for file in files:
            self._read(file)

    def _read(self, file: Path) -> None:
        taken = False
        for row in self._list_items(file):
            role = _ROLE_FILE.search(file.stem)
            key = next((name for name in _IDS if name in row.cells), None)
            if key and role:
                self._take_needs(row, key, role.group(1).upper())
            elif key:
                self._take_statement(row, key)
            elif "workRoleID" in row.cells:
                self._take_role(row)
            else:
                continue
            taken = True
        if not taken and not any(each.subject.startswith(str(file)) for each in self.left_out):
            expected = "knowledge, skills, abilities or work roles"
            self.left_out.append(CellError("file", expected, "another list").at(str(file)))

    def _list_items(self, file: Path) -> Iterator[Row]:
        """Yield the items of a list with their lines; a file that is no YAML has none."""
        try:
            root = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            fault = CellError("file", "YAML", str(error.problem))
            self.left_out.append(fault.at(f"{file}:{line}"))
            return
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
            self.left_out.append(CellError("file", "YAML", str(error)).at(f"{file}:1"))
            return
        for node in root.value if isinstance(root, yaml.SequenceNode) else []:
            where = f"{file}:{node.start_mark.line + 1}"
            if not isinstance(node, yaml.MappingNode):
                self.left_out.append(CellError("item", "a mapping", node.id).at(where))
                continue
            pairs = ((name.value, value.value) for name, value in node.value)
            yield Row(
                where,
                {
                    name: decode_entities(value)
                    for name, value in pairs
                    if isinstance(name, str) and isinstance(value, str)
                },
            )

    def _take_needs(self, row: Row, key: str, role: str) -> None:
        for each in row.cells[key].split(";"):
            self.needs.append((row.where, role, each.strip()))

    def _take_statement(self, row: Row, key: str) -> None:
        statement, text = row.cells[key], row.cells.get(_IDS[key], "")
        if not STATEMENT.fullmatch(statement) or statement in self.statements:
            self._leave_out(row, key, "an id like K0001, once", statement)
        elif not text:
            self._leave_out(row, _IDS[key], "a text", "")
        else:
            self.statements[statement] = text

    def _take_role(self, row: Row) -> None:
        if ROLE.fullmatch(row.cells["workRoleID"]) and row.cells.get("workRole"):
            self.roles[row.cells["workRoleID"]] = row.cells
        else:
            self._leave_out(row, "workRoleID", "a code like SP-RSK-001", row.cells["workRoleID"])

    def _leave_out(self, row: Row, column: str, expected: str, found: str) -> None:
        self.left_out.append(CellError(column, expected, repr(found)).at(row.where))
