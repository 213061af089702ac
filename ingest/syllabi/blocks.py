"""The pieces a document is made of, whatever its format."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "row"]

INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
BULLET = re.compile(r"^[•◦▪▫●○■□‣⁃∙·※➢➤✓\-–—*o\uf0b7\uf0a7\uf0d8]\s+(?=\S)|^[•◦▪●■‣]\s*(?=\S)")
NUMERALS = "一二三四五六七八九十百零〇0-9"
CHINESE_CHAPTER = re.compile(rf"^第\s*[{NUMERALS}]+\s*(?:章|单元|篇|部分|模块|讲)")
CHINESE_NUMBER = re.compile(r"^[一二三四五六七八九十]+、\s*\S")
DECIMAL_NUMBER = re.compile(r"^\d{1,2}((?:\.\d{1,2})+)\.?\s+\S")
SENTENCE_END = re.compile(r"[.。!！?？;；,，]$|\n")
LABELLED = re.compile(r"[:：]\s*\S")
LOOK_LEVEL = 9
"""The level of a heading told by bold letters alone."""
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
LABEL = re.compile(r"^[^:：.。;；]{1,40}[:：](?!//)")


@dataclass(frozen=True, slots=True)
class Block:
    r"""A heading, a paragraph, a list item or a table row, in document order.

    Attributes:
        text: NFC, one space between words; ``\n`` where the author broke the line. Of a row,
            its cells joined by a bar. Empty in a heading that only closes what is open.
        level: of a heading 1 (outermost) to 9, of an item its list depth from 1, else 0.
        cells: of a row, its cells; a cell merged into the one above or to its left is empty.
        header: of a row, the cells of its table's first row, or none where the document says
            that the table has no header. The header row itself comes first: header == cells.
        position: where a person finds it, such as ``line 41`` or ``page 2, table 1, row 3``.
        links: label and address of each link of a paragraph or an item, where the format has any.
        emphasised: what is set in italics there, as titles of books are.
    """

    kind: Kind
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    position: str = ""
    links: tuple[tuple[str, str], ...] = ()
    emphasised: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """Return the text in NFC without invisible characters, blank lines and doubled blanks."""
    visible = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    lines = (" ".join(line.split()) for line in visible.splitlines())
    return "\n".join(line for line in lines if line)


def list_rows(
    rows: Iterable[tuple[str, Sequence[str]]], *, headed: bool = True, header: Sequence[str] = ()
) -> list[Block]:
    """Return the rows of one table that hold any text.

    Args:
        rows: position and raw cells, the header row first.
        headed: false if the document says that the first row is no header.
        header: of a table continued from an earlier page, else the first row is taken.
    """
    blocks: list[Block] = []
    head = tuple(tidy(cell) for cell in header)
    for position, raw in rows:
        cells = tuple(tidy(cell) for cell in raw)
        if not any(cells):
            continue
        head = head or (cells if headed else ())
        text = " | ".join(cell for cell in cells if cell)
        blocks.append(Block("row", text, 0, cells, head, position))
    return blocks


def number_style(line: str) -> str:
    """Return the way in which a line is numbered as a heading is, empty if it is not."""
    if not looks_like_heading(line):
        return ""
    if CHINESE_CHAPTER.match(line):
        return "chapter"
    if CHINESE_NUMBER.match(line):
        return "section"
    decimal = DECIMAL_NUMBER.match(line)
    return f"decimal {decimal[1].count('.')}" if decimal else ""


def looks_like_heading(line: str) -> bool:
    """Tell whether a line could be a heading: short, no sentence, no label with its value."""
    return 1 < len(line) <= 80 and not SENTENCE_END.search(line) and not LABELLED.search(line)


def rank_style(style: str, styles: list[str]) -> int:
    """Return the level of a numbered line that no style or size marks as a heading, 6 to 8.

    The way of numbering that comes first in a document is the outer one; ``styles`` keeps them.
    """
    if style not in styles:
        styles.append(style)
    return min(6 + styles.index(style), 8)


def join_wrapped(first: str, second: str) -> str:
    """Return two halves of a wrapped line as one: no blank between Chinese or after a hyphen."""
    tight = first.endswith("-") and first[-2:-1].isalnum()
    wide = WIDE.match(first[-1:]) and WIDE.match(second)
    return f"{first}{second}" if tight or wide else f"{first} {second}".strip()
