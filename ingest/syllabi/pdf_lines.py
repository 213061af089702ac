"""Text lines of a PDF page, and the paragraphs, items and headings that they make up."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.syllabi.blocks import (
    BULLET,
    LOOK_LEVEL,
    WIDE,
    Block,
    join_wrapped,
    looks_like_heading,
    number_style,
    rank_style,
    tidy,
)

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
UNKNOWN_GLYPH = re.compile(r"^\(cid:\d+\)\s*")
ENUMERATED = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-z][.)]|[①-⑳])\s+(?=\S)")
PAGE_NUMBER = re.compile(
    r"^\W*(?:page|seite|p\.|第)?\s*\d{1,4}\s*(?:页|(?:of|/|von|共)\s*\d{1,4}\s*页?)?\W*$",
    re.IGNORECASE,
)
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed; lengths in points, ``top`` from the upper edge of its page.

    Attributes:
        lead: width of what would have to move up for the line to join the one before.
        right: where the text of the page or cell ends on the right at most.
        page: number of the page, from 1; ``number``: of the line on it, from 1.
        height: of the page.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    lead: float
    right: float
    page: int = 0
    number: int = 0
    height: float = 0.0

    @property
    def is_item(self) -> bool:
        """Whether the line begins with a bullet or a number in a list."""
        return bool(BULLET.match(self.text) or ENUMERATED.match(self.text))

    @property
    def is_in_margin(self) -> bool:
        """Whether the line stands where running heads and page numbers do."""
        return self.top < MARGIN * self.height or self.bottom > (1 - MARGIN) * self.height


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one."""
        text = self.lines[0].text
        for line in self.lines[1:]:
            text = join_wrapped(text, line.text)
        return tidy(text)


def list_lines(page: Any, box: Sequence[float], number: int = 0) -> list[Line]:
    """Return the lines of a page or a cell of it, top to bottom.

    Args:
        page: what pdfplumber calls a page, cropped or filtered or not.
        box: x0, top, x1, bottom of the page or cell.
        number: of the page, 0 for a cell.
    """
    rows = page.extract_text_lines()
    margin = MARGIN * box[3] if number else 0
    body = [row for row in rows if margin <= row["top"] and row["bottom"] <= box[3] - margin]
    left = min((row["x0"] for row in body), default=box[0])
    edge = max((row["x1"] for row in body), default=box[2])
    right = max(edge, box[2] - (left - box[0]))
    return [
        read_line(row, right, (number, index, box[3])) for index, row in enumerate(rows, start=1)
    ]


def read_line(row: dict[str, Any], right: float, place: tuple[int, int, float]) -> Line:
    """Return a line with the size that most of its characters have."""
    chars = row["chars"]
    sizes = Counter(round(char["size"] * 2) / 2 for char in chars)
    text = UNKNOWN_GLYPH.sub("• ", tidy(row["text"]))
    word = text[:1] if WIDE.match(text) else text.split(" ", 1)[0]
    last = chars[min(len(word), len(chars)) - 1]
    return Line(
        text=text,
        x0=row["x0"],
        x1=row["x1"],
        top=row["top"],
        bottom=row["bottom"],
        size=sizes.most_common(1)[0][0],
        bold=all(BOLD.search(char["fontname"]) for char in chars if char["text"].isalnum()),
        lead=last["x1"] - chars[0]["x0"],
        right=right,
        page=place[0],
        number=place[1],
        height=place[2],
    )


def join_lines(lines: Iterable[Line]) -> list[Paragraph]:
    """Return the lines as paragraphs: a line that did not fit into the one before joins it."""
    paragraphs: list[Paragraph] = []
    for line in lines:
        if not line.text:
            continue
        if paragraphs and continues(paragraphs[-1], line):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(Paragraph([line]))
    return paragraphs


def continues(paragraph: Paragraph, line: Line) -> bool:
    """Tell whether the line goes on with what the paragraph says."""
    first, last = paragraph.lines[0], paragraph.lines[-1]
    alike = line.bold == last.bold and abs(line.size - last.size) < 0.6
    if not alike or line.is_item:
        return False
    same_page = line.page == last.page
    if same_page and line.top - last.bottom > 0.8 * line.size:
        return False
    hanging = first.is_item and line.x0 > first.x0 + 3
    return (hanging and same_page) or is_full(last, line.lead)


def is_full(line: Line, lead: float) -> bool:
    """Tell whether a word ``lead`` wide would not have fitted onto the line."""
    blank = 0.2 * line.size
    return line.x1 + blank + lead > line.right + 1


def is_running(line: Line, repeated: Counter[tuple[str, int]], pages: int) -> bool:
    """Tell whether the line is a page number or a running head, to be left out."""
    if not line.is_in_margin:
        return False
    often = repeated[running_key(line)]
    return bool(PAGE_NUMBER.match(line.text)) or (often > 1 and often > pages / 2)


def running_key(line: Line) -> tuple[str, int]:
    """Return what running heads of several pages have in common."""
    return re.sub(r"\d+", "#", line.text), round(line.top / 3)


@dataclass(slots=True)
class Look:
    """What sizes, indents and numberings mean in one document."""

    sizes: list[float]
    indents: list[float]
    numberings: list[str] = field(default_factory=list)

    def classify(self, paragraph: Paragraph) -> Block:
        """Return the paragraph as a heading, an item or a paragraph."""
        first, text = paragraph.lines[0], paragraph.text
        position = f"page {first.page}, line {first.number}"
        if first.size in self.sizes and len(text) <= 120:
            return Block("heading", text, self.sizes.index(first.size) + 1, position=position)
        style = number_style(text)
        if style:
            level = rank_style(style, self.numberings)
            return Block("heading", text, level, position=position)
        if first.bold and not BULLET.match(text) and looks_like_heading(text):
            return Block("heading", text, LOOK_LEVEL, position=position)
        if first.is_item:
            text = ENUMERATED.sub("", BULLET.sub("", text))
            return Block("item", text, self.find_depth(first.x0), position=position)
        return Block("paragraph", text, position=position)

    def find_depth(self, indent: float) -> int:
        """Return the list depth of an indent, from 1."""
        return 1 + sum(indent > other + 4 for other in self.indents)


def read_look(paragraphs: Sequence[Paragraph]) -> Look:
    """Return the heading sizes, largest first, and the indents of items, leftmost first."""
    lines = [line for paragraph in paragraphs for line in paragraph.lines]
    lengths = Counter[float]()
    for line in lines:
        lengths[line.size] += len(line.text)
    body = max(lengths, key=lambda size: lengths[size], default=0.0)
    sizes = sorted({line.size for line in lines if line.size > 1.12 * body}, reverse=True)[:5]
    indents: list[float] = []
    for x0 in sorted(line.x0 for line in lines if line.is_item):
        if not indents or x0 > indents[-1] + 4:
            indents.append(x0)
    return Look(sizes, indents)
