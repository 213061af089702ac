"""Blocks of an HTML page: headings, paragraphs, lists, tables and definition lists."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from parsel import Selector

from ingest.syllabi.blocks import (
    BULLET,
    LOOK_LEVEL,
    Block,
    Kind,
    list_rows,
    looks_like_heading,
    tidy,
)

UNSEEN = frozenset(["script", "style", "template", "noscript", "head", "iframe", "svg", "math"])
CONTROLS = frozenset(["object", "select", "button", "textarea"])
SKIPPED = UNSEEN | CONTROLS | frozenset(["nav", "footer"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(["ul", "ol", "menu", "dir"])
PARAGRAPHS = frozenset(["p", "div"])
PAGE_PARTS = frozenset(["html", "body", "main", "header", "nav", "footer", "aside", "form"])
CONTAINERS = frozenset(["section", "article", "blockquote", "pre", "figure", "figcaption", "hr"])
BOXES = frozenset(["fieldset", "legend", "details", "summary", "address", "center"])
ENTRIES = frozenset(["li", "dl", "dt", "dd"]) | LISTS
TABLES = frozenset(["table", "caption", "tr", "td", "th"])
BREAKING = PAGE_PARTS | CONTAINERS | BOXES | ENTRIES | TABLES | PARAGRAPHS | set(HEADINGS)
ITALICS = frozenset(["i", "em", "cite"])
WIDEST = 60


def read_html(text: str, offset: int = 0) -> list[Block]:
    """Return the blocks of a page; ``offset`` lines come before it in its file."""
    if not text.strip():
        return []
    root = Selector(text=text, type="html").root
    return PageReader(offset).read(root)


@dataclass
class PageReader:
    """Walks a page once and collects its blocks."""

    offset: int
    blocks: list[Block] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    emphasised: list[str] = field(default_factory=list)
    depth: int = 0
    heading: int = 0
    fresh_item: bool = False
    line: int = 0

    def read(self, root: Any) -> list[Block]:
        """Return the blocks below ``root``."""
        for begins, element in walk(root, self.is_whole):
            if begins:
                self.open(element)
            else:
                self.close(element)
                self.buffer.append(source_text(element.tail))
        self.flush()
        return self.blocks

    def is_whole(self, element: Any) -> bool:
        """Tell whether an element is taken in at once: data tables and definition lists."""
        return element.tag == "dl" or (element.tag == "table" and not is_layout(element))

    def open(self, element: Any) -> None:
        """Take in the start of an element, whole tables and definition lists at once."""
        tag = element.tag
        if tag in BREAKING:
            self.flush()
            self.line = element.sourceline or 0
        if tag in SKIPPED or not isinstance(tag, str):
            return
        if self.is_whole(element):
            self.add_table(element)
            return
        if tag == "a" and (element.get("href") or "").startswith("http"):
            self.links.append((tidy("".join(element.itertext())), element.get("href")))
        if tag in ITALICS:
            self.emphasised.append(tidy("".join(element.itertext())))
        self.heading = HEADINGS.get(tag, LOOK_LEVEL if is_bold(element) else self.heading)
        self.depth += tag in LISTS
        self.fresh_item = self.fresh_item or tag == "li"
        self.buffer.append("\n" if tag == "br" else source_text(element.text))

    def close(self, element: Any) -> None:
        """Take in the end of an element."""
        tag = element.tag
        if tag in BREAKING:
            self.flush()
        if tag in HEADINGS or tag in PARAGRAPHS:
            self.heading = 0
        self.depth -= tag in LISTS
        if tag == "li":
            self.fresh_item = False

    def flush(self) -> None:
        """Make a block of the text gathered so far."""
        text, links = tidy("".join(self.buffer)), tuple(self.links)
        emphasised = tuple(self.emphasised)
        for gathered in (self.buffer, self.links, self.emphasised):
            gathered.clear()
        if not text:
            return
        kind, level = self.find_kind(text)
        self.fresh_item = False
        text = BULLET.sub("", text) if kind == "item" else text
        position = f"line {self.line + self.offset}"
        block = Block(kind, text, level, position=position, links=links, emphasised=emphasised)
        self.blocks.append(block)

    def find_kind(self, text: str) -> tuple[Kind, int]:
        """Return what the text is by the elements around it; of an item only its first line."""
        if self.heading:
            return "heading", self.heading
        if self.fresh_item or (self.depth == 0 and BULLET.match(text)):
            return "item", max(self.depth, 1)
        return "paragraph", 0

    def add_table(self, element: Any) -> None:
        """Take in a data table or a definition list."""
        if element.tag == "dl":
            self.blocks.extend(list_rows(list_definitions(element, self.offset), headed=False))
            return
        rows = element.xpath("./tr | ./thead/tr | ./tbody/tr | ./tfoot/tr")
        labelled = [row.xpath("./th[1][not(preceding-sibling::td)]") for row in rows]
        by_row = len(rows) > 1 and all(labelled) and any(row.xpath("./td") for row in rows[:1])
        grid = zip(rows, list_grid(rows), strict=True)
        self.blocks.extend(
            list_rows(
                ((f"line {(row.sourceline or 0) + self.offset}", cells) for row, cells in grid),
                headed=not by_row,
            )
        )


def is_bold(element: Any) -> bool:
    """Tell whether a paragraph is bold as a whole and could be a heading."""
    if element.tag not in PARAGRAPHS or len(element) != 1 or element[0].tag not in {"b", "strong"}:
        return False
    around = (element.text or "") + (element[0].tail or "")
    return not around.strip() and looks_like_heading(tidy(read_lines(element)))


def source_text(text: str | None) -> str:
    """Return text as a browser shows it: line ends of the source are mere blanks."""
    return (text or "").replace("\n", " ").replace("\r", " ")


def is_layout(table: Any) -> bool:
    """Tell whether a table only places things on the page."""
    return bool(table.xpath("boolean(.//table or .//h1 or .//h2 or .//h3)"))


def list_definitions(element: Any, offset: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield position, term and definition; a term's several definitions are its lines."""
    term, values, line = "", list[str](), 0
    for child in element.xpath("./dt | ./dd | ./div/dt | ./div/dd"):
        if child.tag == "dd":
            values.append(read_lines(child))
            continue
        if term:
            yield f"line {line + offset}", (term, "\n".join(values))
        term, values, line = read_lines(child), [], child.sourceline or 0
    if term:
        yield f"line {line + offset}", (term, "\n".join(values))


def list_grid(rows: list[Any]) -> Iterator[list[str]]:
    """Yield each row's cells; those covered by a cell above or to the left are empty."""
    covered: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        covered = {column: left for column, left in covered.items() if left}
        fresh = set[int]()
        for cell in row.xpath("./td | ./th"):
            while covered.get(len(cells)) and len(cells) not in fresh:
                cells.append("")
            first, width = len(cells), read_span(cell, "colspan")
            cells.extend([read_lines(cell), *[""] * (width - 1)])
            height = read_span(cell, "rowspan")
            fresh.update(range(first, first + width))
            covered.update(dict.fromkeys(range(first, first + width), height))
        covered = {column: left - 1 for column, left in covered.items()}
        yield cells[:WIDEST]


def read_span(cell: Any, attribute: str) -> int:
    """Return how many columns or rows a cell covers, at least 1 and at most 60."""
    value = cell.get(attribute, "1").strip()
    return min(max(int(value), 1), WIDEST) if value.isascii() and value.isdigit() else 1


def read_lines(element: Any) -> str:
    """Return the text of a cell, a line for each list item, paragraph and line break."""
    pieces = []
    for begins, part in walk(element):
        breaks = part.tag in BREAKING or (part.tag == "br" and begins)
        pieces.append("\n" if breaks else "")
        if begins and part.tag not in SKIPPED and isinstance(part.tag, str):
            pieces.append(source_text(part.text))
        elif not begins and part is not element:
            pieces.append(source_text(part.tail))
    return "".join(pieces)


def walk(
    root: Any, is_whole: Callable[[Any], bool] = lambda _: False
) -> Iterator[tuple[bool, Any]]:
    """Yield each element twice, as it begins and as it ends, however deep.

    Nothing is yielded of the inside of what is skipped or ``is_whole``.
    """
    stack = [(root, iter(root))]
    yield True, root
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield False, element
        else:
            yield True, child
            closed = child.tag in SKIPPED or is_whole(child)
            stack.append((child, iter(()) if closed else iter(child)))
