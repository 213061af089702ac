"""The numbers of people: which of several stands for a person, and all that a table holds."""

from collections.abc import Mapping
from pathlib import Path

from graph.plans import LeftOut
from ingest.errors import RawFileError
from ingest.raw import read_rows

_COLUMNS = ("number", "same_as")
Identities = Mapping[str, str]


def read_identities(path: Path, encoding: str = "utf-8-sig") -> Identities:
    """Return the number that stands for each number of a table ``number,same_as``.

    A chain leads to its end. Half a table would part a person in two, so it is taken whole or
    not at all; a message never quotes a number.

    Raises:
        RawFileError: a row that cannot be read, a number that is two others, or a circle.
    """
    same: dict[str, str] = {}
    for row in read_rows(path, _COLUMNS, _refuse, encoding):
        number, other = (row.cells[name] for name in _COLUMNS)
        if not number or not other:
            raise RawFileError(f"{row.where}: expected two numbers, found an empty cell")
        if same.get(number, other) != other:
            raise RawFileError(f"{row.where}: expected a number once, found it as another before")
        if number != other:
            same[number] = other
    return {number: _follow(same, number, path) for number in same}


def read_numbers(path: Path, column: str, encoding: str = "utf-8-sig") -> set[str]:
    """Return the identifiers in a column of a table, all of them.

    Raises:
        RawFileError: no such column, a row that cannot be read, or no identifier at all.
    """
    rows = read_rows(path, [column], _refuse, encoding)
    if numbers := {row.cells[column] for row in rows} - {""}:
        return numbers
    raise RawFileError(f"{path}: expected identifiers in the column {column}, found none")


def _refuse(fault: LeftOut) -> None:
    raise RawFileError(f"{fault.subject}: {fault.reason}")


def _follow(same: Mapping[str, str], number: str, path: Path) -> str:
    seen = {number}
    while number in same:
        number = same[number]
        if number in seen:
            raise RawFileError(f"{path}: expected chains with an end, found a circle")
        seen.add(number)
    return number
