"""Blocks of a DOCX file: paragraphs and tables in document order."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import (
    BULLET,
    LOOK_LEVEL,
    Block,
    Kind,
    list_rows,
    looks_like_heading,
    number_style,
    rank_style,
    tidy,
)

MOST_UNPACKED = 200_000_000
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
NO_COPY = "not(ancestor::*[local-name()='Fallback'])"
BODY = f"(.//w:p | .//w:tbl)[not(ancestor::w:tbl)][{NO_COPY}]"
ROWS = "w:tr | w:sdt/w:sdtContent/w:tr"
CELLS = "w:tc | w:sdt/w:sdtContent/w:tc"
CELL_PARAGRAPHS = f".//w:p[{NO_COPY}]"
BOLD = "w:rPr/w:b[not(@w:val='0' or @w:val='false')]"
WIDEST = 63
MARKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
STYLE_LEVEL = re.compile(r"(\d)$")
DAMAGED = (
    OpcError,
    PythonDocxError,
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)


def read_docx(path: Path) -> list[Block]:
    """Return the blocks of a Word document.

    Raises:
        SyllabusError: encrypted, not a Word document, or over 200 MB when unpacked.
    """
    check_package(path)
    try:
        with path.open("rb") as file:
            document = docx.Document(file)
        return list(list_body(document.element.body, read_styles(document)))
    except DAMAGED as error:
        raise SyllabusError(f"{path.name}: expected a Word document, found {error}") from error


def check_package(path: Path) -> None:
    """Raise SyllabusError unless the file is a zip of a Word document of sensible size."""
    with path.open("rb") as file:
        signature = file.read(8)
    if signature == OLE_SIGNATURE:
        raise SyllabusError(f"{path.name}: expected DOCX, found an encrypted or an old .doc file")
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise SyllabusError(f"{path.name}: expected DOCX, found no zip archive") from error
    if any(part.flag_bits & 1 for part in parts):
        raise SyllabusError(f"{path.name}: expected DOCX, found an encrypted archive")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED:
        raise SyllabusError(
            f"{path.name}: expected at most 200 MB unpacked, found {unpacked / 1e6:.0f} MB"
        )


def read_styles(document: Any) -> dict[str, tuple[Kind, int]]:
    """Return what each style, or one it is based on, makes of a paragraph, by style id."""
    styles = {}
    for style in document.styles:
        for ancestor in islice(list_ancestors(style), 10):
            kind, level = read_style(ancestor)
            if level:
                styles[style.style_id] = (kind, level)
                break
    return styles


def list_ancestors(style: Any) -> Iterator[Any]:
    """Yield the style, the style it is based on, and so on."""
    while style is not None:
        yield style
        style = getattr(style, "base_style", None)


def read_style(style: Any) -> tuple[Kind, int]:
    """Return what the style alone makes of a paragraph; level 0 if nothing."""
    name = (style.name or "").lower()
    number = STYLE_LEVEL.search(name)
    level = int(number[1]) if number else 1
    outline = style.element.xpath("string(w:pPr/w:outlineLvl/@w:val)")
    if name.startswith("heading ") or name == "title":
        return "heading", level
    if outline and int(outline) < 9:
        return "heading", int(outline) + 1
    if style.element.xpath("w:pPr/w:numPr") or (
        name.startswith("list ") and "continue" not in name
    ):
        return "item", level
    return "paragraph", 0


def list_body(body: Any, styles: dict[str, tuple[Kind, int]]) -> Iterator[Block]:
    """Yield the blocks of the body; positions count paragraphs and tables from 1."""
    paragraphs = tables = 0
    numberings: list[str] = []
    for element in body.xpath(BODY):
        if element.tag == qn("w:tbl"):
            tables += 1
            yield from list_table(element, tables)
            continue
        paragraphs += 1
        text = tidy(read_text(element))
        if text:
            kind, level = classify(element, text, styles)
            if kind == "paragraph":
                kind, level = read_look(element, text, numberings)
            text = BULLET.sub("", text) if kind == "item" else text
            yield Block(kind, text, level, position=f"paragraph {paragraphs}")


def classify(paragraph: Any, text: str, styles: dict[str, tuple[Kind, int]]) -> tuple[Kind, int]:
    """Return kind and level of a paragraph by its style, list numbering or bullet."""
    kind, level = styles.get(paragraph.style or "", ("paragraph", 0))
    if kind == "heading":
        return kind, level
    numbering = paragraph.xpath("w:pPr/w:numPr")
    if numbering and not (numbering[0].numId is not None and numbering[0].numId.val == 0):
        depth = numbering[0].ilvl
        return "item", max(level, 1 + (depth.val if depth is not None else 0))
    if kind == "item" or BULLET.match(text):
        return "item", max(level, 1)
    return "paragraph", 0


def read_look(paragraph: Any, text: str, numberings: list[str]) -> tuple[Kind, int]:
    """Return heading or paragraph for a paragraph without a telling style."""
    style = number_style(text)
    if style:
        return "heading", rank_style(style, numberings)
    runs = [run for run in paragraph.iter(qn("w:r")) if read_run(run).strip()]
    bold = bool(runs) and all(run.xpath(BOLD) for run in runs)
    return ("heading", LOOK_LEVEL) if bold and looks_like_heading(text) else ("paragraph", 0)


def read_text(paragraph: Any) -> str:
    """Return a paragraph's text, inserted text included; text boxes have their own paragraphs."""
    runs = paragraph.iter(qn("w:r"))
    return "".join(
        read_run(run) for run in runs if next(run.iterancestors(qn("w:p")), None) is paragraph
    )


def read_run(run: Any) -> str:
    """Return the text of a run; deleted text is no longer there."""
    return "".join(
        (piece.text or "") if piece.tag == qn("w:t") else MARKS.get(piece.tag, "") for piece in run
    )


def list_table(table: Any, number: int) -> list[Block]:
    """Return the rows of a table that is ``number``-th in the document."""
    rows = (
        (f"table {number}, row {index}", read_cells(row))
        for index, row in enumerate(table.xpath(ROWS), start=1)
    )
    return list_rows(rows)


def read_cells(row: Any) -> list[str]:
    """Return the texts of a row's cells, one a grid column."""
    cells = [""] * min(row.grid_before, WIDEST)
    for cell in row.xpath(CELLS):
        merged = cell.vMerge == "continue"
        lines = [] if merged else [read_text(line) for line in cell.xpath(CELL_PARAGRAPHS)]
        cells.append("\n".join(lines))
        cells.extend([""] * (min(cell.grid_span, WIDEST) - 1))
    return cells
