"""Rows of a sheet, whatever it is kept in: CSV, tabs or XLSX."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import CellError, RawFileError
from ingest.raw import Cells, OnFault, Row, check_header, pair_cells, read_cells
from ingest.workbooks import read_workbook

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
_TABS = (".tsv", ".txt")
_FAULTS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


@dataclass(frozen=True, slots=True)
class Form:
    """How a sheet is kept.

    Attributes:
        encoding: of text; a mark of UTF-16 at the beginning of a file goes before it.
        sheet: name of a workbook's sheet, its first one if None.
        header: whether the first row names the columns; else they are named 1, 2, 3 and so on.
    """

    encoding: str = "utf-8-sig"
    sheet: str | None = None
    header: bool = True


PLAIN = Form()


def read_sheet(
    path: Path, columns: Sequence[str], on_fault: OnFault, form: Form = PLAIN
) -> Iterator[Row]:
    """Yield the rows of a sheet that has at least these columns.

    Empty cells behind the last column are cut. A row with other cells there, with too few (a
    workbook keeps no empty ones, so there they are filled up), with one that a formula failed in
    or that is not in the encoding is told to ``on_fault``, and the rest goes on.

    Raises:
        RawFileError: no such file, no sheet of a known kind, or a column is missing.
    """
    rows = _read_cells(path, on_fault, form)
    if not form.header:
        for where, cells in rows:
            yield from _name_cells(where, _numbered(cells), cells, on_fault, form)
        return
    header = check_header(path, _cut(next(rows, Cells("", [])).cells), columns)
    filled = path.suffix.lower() == ".xlsx"
    for where, cells in rows:
        kept = [*cells[: len(header)], *_cut(cells[len(header) :])]
        if filled:
            kept += [""] * (len(header) - len(kept))
        yield from _name_cells(where, header, kept, on_fault, form)


def _read_cells(path: Path, on_fault: OnFault, form: Form) -> Iterator[Cells]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise RawFileError(
            f"{path}: expected a sheet ({', '.join(SUFFIXES)}), found {suffix or 'no suffix'}"
        )
    if suffix == ".xlsx":
        return read_workbook(path, form.sheet)
    if form.sheet is not None:
        raise RawFileError(f"{path}: expected a workbook with the sheet {form.sheet}, found text")
    return read_cells(path, on_fault, form.encoding, "\t" if suffix in _TABS else ",")


def _name_cells(
    where: str, header: Sequence[str], cells: Sequence[str], on_fault: OnFault, form: Form
) -> Iterator[Row]:
    try:
        named = pair_cells(header, cells, form.encoding)
    except CellError as error:
        on_fault(error.at(where))
        return
    if failed := next((name for name, cell in named.items() if cell in _FAULTS), None):
        on_fault(CellError(failed, "a value", named[failed]).at(where))
        return
    yield Row(where, named)


def _numbered(cells: Sequence[str]) -> list[str]:
    return [str(number) for number in range(1, len(cells) + 1)]


def _cut(cells: Sequence[str]) -> list[str]:
    """Return the cells up to the last one that holds something."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
