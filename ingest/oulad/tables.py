"""The tables of OULAD: their columns, presentations and days, and what is missing."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple, TypeVar

from ingest.errors import CellError
from ingest.raw import OnFault, read_rows

SOURCE = "oulad"
_RUN = ("code_module", "code_presentation")
_PRESENTATION = re.compile(r"([1-9]\d{3})([BJ])", re.ASCII)
_STARTS = {"B": 2, "J": 10}
_DAY = re.compile(r"-?\d{1,5}", re.ASCII)
Cells = Mapping[str, str]
Value = TypeVar("Value")


class Table(NamedTuple):
    """A table: ``<name>.csv`` with at least these columns."""

    name: str
    columns: tuple[str, ...]


COURSES = Table("courses", (*_RUN, "module_presentation_length"))
ASSESSMENTS = Table("assessments", (*_RUN, "id_assessment", "assessment_type", "date", "weight"))
STUDENTS = Table("studentInfo", (*_RUN, "id_student"))
REGISTRATIONS = Table(
    "studentRegistration", (*_RUN, "id_student", "date_registration", "date_unregistration")
)
SCORES = Table(
    "studentAssessment", ("id_assessment", "id_student", "date_submitted", "is_banked", "score")
)
SITES = Table("vle", (*_RUN, "id_site", "activity_type"))
CLICKS = Table("studentVle", (*_RUN, "id_student", "id_site", "date", "sum_click"))


def has_table(folder: Path, table: Table) -> bool:
    """Return whether the folder holds a table that may lack."""
    return (folder / f"{table.name}.csv").is_file()


def read_table(
    folder: Path, table: Table, parse: Callable[[Cells], Value], on_fault: OnFault
) -> Iterator[Value]:
    """Yield what a table's rows are parsed to; ``?`` is an empty cell, as in the published files.

    A row that cannot be parsed is told to ``on_fault``, and the rest goes on.

    Raises:
        RawFileError: the table or a column is missing.
    """
    for row in read_rows(folder / f"{table.name}.csv", table.columns, on_fault):
        try:
            value = parse({name: "" if cell == "?" else cell for name, cell in row.cells.items()})
        except CellError as error:
            on_fault(error.at(row.where))
        else:
            yield value


def parse_start(cells: Cells) -> date:
    """Return the first day of a presentation: 2013B is 1 February, 2013J 1 October of 2013.

    The dataset tells the months alone; it counts days from the start.
    """
    code = cells["code_presentation"]
    found = _PRESENTATION.fullmatch(code)
    if found is None:
        raise CellError("code_presentation", "a year and B or J", repr(code))
    return date(int(found[1]), _STARTS[found[2]], 1)


def read_starts(folder: Path, table: Table, name: str) -> dict[str, date]:
    """Return the first day of the presentation of each key in the column ``name``.

    Rows at fault are told where the map is planned.
    """

    def parse(cells: Cells) -> tuple[str, date]:
        return cells[name], parse_start(cells)

    return dict(read_table(folder, table, parse, lambda _: None))


def parse_day(text: str, name: str, start: date) -> str | None:
    """Return the moment, UTC, at which a day counted from ``start`` begins; None: unknown."""
    if not text:
        return None
    try:
        day = start + timedelta(days=int(text)) if _DAY.fullmatch(text) else None
    except OverflowError:
        day = None
    if day is None or day > datetime.now(UTC).date():
        raise CellError(name, "a past day, counted from the start", repr(text))
    return f"{day}T00:00:00Z"


def get_key(cells: Cells, name: str) -> str:
    """Return a key that must be there."""
    if not cells[name]:
        raise CellError(name, "a key", "none")
    return cells[name]


def find(known: Mapping[str, Value], cells: Cells, name: str, table: Table) -> Value:
    """Return what a key means that another table must hold; the key is in no message."""
    try:
        return known[cells[name]]
    except KeyError:
        raise CellError(name, f"a key of {table.name}", "another") from None
