"""Blocks of a PDF file: its tables, and its text lines put together again."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block, list_rows
from ingest.syllabi.pdf_lines import (
    Line,
    is_running,
    join_lines,
    list_lines,
    read_look,
    running_key,
)

MOST_PAGES = 300
DAMAGED = (
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table as far as one page shows it; ``top`` and ``page`` as of a line."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    top: float
    page: int


def read_pdf(path: Path) -> list[Block]:
    """Return the blocks of a PDF file.

    Raises:
        SyllabusError: no PDF, encrypted, over 300 pages, or pictures of pages only.
    """
    try:
        with path.open("rb") as file:
            check_signature(file.read(1024), path.name)
            with pdfplumber.open(file) as pdf:
                pieces = list(list_pieces(pdf, path.name))
    except SyllabusError:
        raise
    except DAMAGED as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect) or isinstance(error, PDFPasswordIncorrect):
            raise SyllabusError(f"{path.name}: expected an open PDF, found a password") from error
        raise SyllabusError(f"{path.name}: expected PDF, found {cause!r}") from error
    blocks = list_blocks(pieces)
    if not blocks:
        raise SyllabusError(f"{path.name}: page images only; expected selectable text")
    return blocks


def check_signature(start: bytes, name: str) -> None:
    """Raise SyllabusError unless the beginning of a file is that of a PDF."""
    if b"%PDF-" not in start:
        raise SyllabusError(f"{name}: expected PDF, found no PDF signature")


def list_pieces(pdf: Any, name: str) -> Iterator[Line | Table]:
    """Yield lines and tables from top to bottom, page by page, without running heads."""
    if len(pdf.pages) > MOST_PAGES:
        raise SyllabusError(f"{name}: expected at most {MOST_PAGES} pages, found {len(pdf.pages)}")
    pages = []
    for page in pdf.pages:
        pages.append(read_page(page))
        page.close()
    keys = [{running_key(line) for line in lines if line.is_in_margin} for lines, _ in pages]
    repeated = Counter(key for page_keys in keys for key in page_keys)
    for lines, tables in pages:
        kept = [line for line in lines if not is_running(line, repeated, len(pages))]
        pieces: list[Line | Table] = [*kept, *tables]
        yield from sorted(pieces, key=lambda piece: piece.top)


def read_page(page: Any) -> tuple[list[Line], list[Table]]:
    """Return the lines outside tables and the tables of a page."""
    found = [table for table in page.find_tables() if len(table.columns) > 1]
    boxes = [table.bbox for table in found]
    outside = page.filter(lambda thing: not any(holds(box, thing) for box in boxes))
    lines = list_lines(outside, page.bbox, page.page_number)
    tables = [
        read_table(page, table, f"page {page.page_number}, table {number}")
        for number, table in enumerate(found, start=1)
    ]
    return lines, tables


def holds(box: Sequence[float], thing: dict[str, Any]) -> bool:
    """Tell whether the middle of a thing on the page lies in the box."""
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def read_table(page: Any, table: Any, position: str) -> Table:
    """Return a table's rows; a cell's wrapped lines are joined, its own line breaks stay."""
    rows = []
    for number, row in enumerate(table.rows, start=1):
        strip = page.filter(lambda thing, box=row.bbox: holds(box, thing))
        cells = tuple(read_cell(strip, box) if box else "" for box in row.cells)
        rows.append((f"{position}, row {number}", cells))
    return Table(tuple(rows), table.bbox[1], page.page_number)


def read_cell(strip: Any, box: Sequence[float]) -> str:
    """Return the text of the cell that ``box`` cuts out of a strip of the page."""
    cell = strip.filter(lambda thing: holds(box, thing))
    return "\n".join(paragraph.text for paragraph in join_lines(list_lines(cell, box)))


def list_blocks(pieces: Sequence[Line | Table]) -> list[Block]:
    """Return lines and tables as blocks; a table goes on over the turn of a page."""
    runs: list[list[Line] | Table] = []
    for piece in pieces:
        if isinstance(piece, Table):
            runs.append(piece)
        elif runs and isinstance(runs[-1], list):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    texts = [join_lines(run) if isinstance(run, list) else [] for run in runs]
    look = read_look([paragraph for paragraphs in texts for paragraph in paragraphs])
    blocks: list[Block] = []
    previous: Table | None = None
    for run, paragraphs in zip(runs, texts, strict=True):
        blocks.extend(look.classify(paragraph) for paragraph in paragraphs)
        if isinstance(run, Table):
            blocks.extend(continue_table(run, previous, blocks))
        previous = run if isinstance(run, Table) else None
    return blocks


def continue_table(table: Table, previous: Table | None, blocks: Sequence[Block]) -> list[Block]:
    """Return the rows of a table, under the header of the page before if it began there."""
    rows = list(table.rows)
    if not previous or previous.page + 1 != table.page or not blocks:
        return list_rows(rows)
    header = blocks[-1].header
    same_width = len(header) == len(rows[0][1])
    if same_width and list_rows(rows[:1])[:1] and list_rows(rows[:1])[0].cells == header:
        rows = rows[1:]
    return list_rows(rows, header=header) if same_width else list_rows(rows)
