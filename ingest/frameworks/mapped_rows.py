"""Rows of mapped sheets: cells under the names of properties, and what their words mean."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from graph.claims import Value
from graph.plans import LeftOut
from ingest.errors import CellError, RawFileError
from ingest.frameworks.mapping import KINDS, Column, Table
from ingest.raw import Row
from ingest.sheets import Form, read_sheet

LISTS = frozenset({"aliases", "parents"})
_BOOLEANS = {"true": True, "false": False}


class Told(NamedTuple):
    """A row: where it stands, and the texts of each property that has any."""

    where: str
    values: dict[str, list[str]]


@dataclass(slots=True)
class Sheets:
    """The sheets of a file or a folder, and the rows that could not be taken.

    Attributes:
        missing: words that stand for nothing.
    """

    path: Path
    missing: frozenset[str]
    encoding: str
    left_out: list[LeftOut] = field(default_factory=list)

    def rows(self, table: Table) -> Iterator[Told]:
        """Yield the rows of a table.

        Raises:
            RawFileError: its file cannot be read, or lacks a column.
        """
        columns = [column.name for column in table.columns.values()] if table.header else []
        form = Form(self.encoding, table.sheet, table.header)
        for row in read_sheet(self._find(table), columns, self.left_out.append, form):
            try:
                yield Told(row.where, self._read_row(table, row))
            except CellError as error:
                self.left_out.append(error.at(row.where))

    def leave_out(self, row: Told, fault: CellError) -> None:
        """Keep what is wrong with a row."""
        self.left_out.append(fault.at(row.where))

    def _find(self, table: Table) -> Path:
        if self.path.is_file():
            if table.file not in {None, self.path.name}:
                raise RawFileError(
                    f"{self.path}: expected the folder with {table.file}, found a file"
                )
            return self.path
        file = self.path / (table.file or "")
        if table.file is None or not file.resolve().is_relative_to(self.path.resolve()):
            raise RawFileError(
                f"{self.path}: expected the name of a file in it, found {table.file or 'none'}"
            )
        return file

    def _read_row(self, table: Table, row: Row) -> dict[str, list[str]]:
        values = {}
        for name, column in table.columns.items():
            constant = [table.constants[name]] if name in table.constants else []
            values[name] = self._read_cells(column, row.cells) or constant
        constants = {name: [text] for name, text in table.constants.items()}
        return constants | {name: texts for name, texts in values.items() if texts}

    def _read_cells(self, column: Column, cells: dict[str, str]) -> list[str]:
        """Return the texts of a column's cell, or of all from it on; what is missing is none."""
        names = list(cells)[int(column.name) - 1 :] if column.onward else [column.name]
        kept = [cell for name in names if (cell := cells.get(name, "")) not in self.missing]
        parts = (part for cell in kept for part in self._part(column, cell))
        return [
            self._translate(column, part) for part in parts if part and part not in self.missing
        ]

    @staticmethod
    def _part(column: Column, cell: str) -> list[str]:
        parts = cell.split(column.separator) if column.separator else [cell]
        return [part.strip() for part in parts]

    @staticmethod
    def _translate(column: Column, text: str) -> str:
        if column.values is None:
            return text
        if text not in column.values:
            raise CellError(column.name, f"one of {', '.join(column.values)}", repr(text))
        return column.values[text]


def take_one(values: dict[str, list[str]], name: str) -> str:
    """Return the one text of a property, empty if it has none.

    Raises:
        CellError: it has several.
    """
    texts = values.get(name, [])
    if len(texts) > 1:
        raise CellError(name, "one value", f"{len(texts)}")
    return texts[0] if texts else ""


def parse_kind(text: str) -> str:
    """Return the kind of an ability, empty if none is said.

    Raises:
        CellError: there is no such kind.
    """
    if text and text not in KINDS:
        raise CellError("kind", f"one of {', '.join(KINDS)}", repr(text))
    return text


def parse_fields(values: dict[str, list[str]]) -> dict[str, Value]:
    """Return what a row says of a requirement.

    Raises:
        CellError: a value that cannot be one.
    """
    fields: dict[str, Value] = {}
    if text := take_one(values, "essential"):
        if text.lower() not in _BOOLEANS:
            raise CellError("essential", "true or false", repr(text))
        fields["essential"] = _BOOLEANS[text.lower()]
    if text := take_one(values, "level"):
        if text not in {"1", "2", "3"}:
            raise CellError("level", "1, 2 or 3", repr(text))
        fields["level"] = int(text)
    if text := take_one(values, "weight"):
        fields["weight"] = _parse_weight(text)
    return fields


def _parse_weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise CellError("weight", "a number above 0, at most 1", repr(text))
    return weight
