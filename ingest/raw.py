"""Raw files: JSON lines and CSV, read strictly and row by row."""

import codecs
import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from graph.plans import LeftOut
from ingest.errors import CellError, RawFileError

Item = TypeVar("Item")
OnFault = Callable[[LeftOut], None]
_UNDECODED = re.compile("[\udc80-\udcff]")


class Row(NamedTuple):
    """A row of a CSV and where it stands (``file:line``)."""

    where: str
    cells: dict[str, str]


class Cells(NamedTuple):
    """A row before its cells have names."""

    where: str
    cells: list[str]


def read_items(path: Path, kind: type[Item]) -> Iterator[Item]:
    """Yield the items of a JSON lines file as values of the dataclass ``kind``.

    Raises:
        RawFileError: no such file, a broken line, or other fields than the dataclass has.
    """
    names = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield kind(**_parse_item(f"{path}:{number}", line, names))


def read_rows(
    path: Path, columns: Sequence[str], on_fault: OnFault, encoding: str = "utf-8-sig"
) -> Iterator[Row]:
    """Yield the rows of a CSV (header first) that has at least these columns.

    A row that is no CSV, not in the encoding or has more or fewer cells than the header is told
    to ``on_fault``, and the rest goes on. A file that begins with UTF-16's mark is read as such.

    Raises:
        RawFileError: no such file, or a column is missing.
    """
    rows = read_cells(path, on_fault, encoding)
    header = check_header(path, next(rows, Cells("", [])).cells, columns)
    for where, cells in rows:
        try:
            yield Row(where, pair_cells(header, cells, encoding))
        except CellError as error:
            on_fault(error.at(where))


def read_cells(
    path: Path, on_fault: OnFault, encoding: str = "utf-8-sig", delimiter: str = ","
) -> Iterator[Cells]:
    """Yield the rows of a CSV as lists; between tabs a quote is a letter like any other.

    Raises:
        RawFileError: no such file, or its first row is no CSV.
    """
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    lines = io.StringIO(_decode(path, encoding), newline="")
    reader = csv.reader(lines, strict=True, delimiter=delimiter, quoting=quoting)
    first = True
    while True:
        try:
            cells = next(reader)
            if cells or first:
                yield Cells(f"{path}:{reader.line_num}", cells)
        except StopIteration:
            return
        except csv.Error as error:
            if first:
                raise RawFileError(f"{path}:1: expected a header, found {error}") from error
            on_fault(CellError("row", "CSV", str(error)).at(f"{path}:{reader.line_num}"))
        first = False


def pair_cells(header: Sequence[str], cells: Sequence[str], encoding: str) -> dict[str, str]:
    """Return the cells under their columns' names, without white space around them.

    Raises:
        CellError: there are more or fewer than columns, or one is not in the encoding.
    """
    if len(cells) != len(header):
        raise CellError("row", f"{len(header)} cells", str(len(cells)))
    for name, cell in zip(header, cells, strict=True):
        if odd := _UNDECODED.search(cell):
            found = f"the byte {ord(odd.group()) - 0xDC00:#04x}"
            raise CellError(name, encoding.removesuffix("-sig"), found)
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}


def check_header(path: Path, cells: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return the names of the columns.

    Raises:
        RawFileError: one of ``columns`` is missing, or a name stands twice.
    """
    header = [name.strip() for name in cells]
    if [name for name in columns if name not in header]:
        raise RawFileError(
            f"{path}:1: expected the columns {', '.join(columns)}, "
            f"found {', '.join(header) or 'nothing'}"
        )
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise RawFileError(f"{path}:1: expected each column once, found {', '.join(twice)} again")
    return header


def _decode(path: Path, encoding: str) -> str:
    """Return the text; a byte that is not in the encoding becomes half a surrogate pair."""
    raw = _read_bytes(path)
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return raw.decode(encoding, errors="surrogateescape")
    except (UnicodeError, LookupError) as error:
        raise RawFileError(f"{path}: expected {encoding}, found {error}") from error


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RawFileError(f"{path}: expected a readable file: {error.strerror}") from error


def read_text(path: Path) -> str:
    """Return a file of UTF-8.

    Raises:
        RawFileError: no such file, or another encoding.
    """
    try:
        return _read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RawFileError(
            f"{path}: expected UTF-8, found byte {error.start} to be none"
        ) from error


def _parse_item(where: str, line: str, names: set[str]) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise RawFileError(f"{where}: expected JSON, found {error}") from error
    found = set(said) if isinstance(said, dict) else set()
    if found != names:
        raise RawFileError(f"{where}: expected the fields {sorted(names)}, found {sorted(found)}")
    return {name: tuple(v) if isinstance(v, list) else v for name, v in said.items()}
