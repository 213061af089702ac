"""Blocks of a Markdown file: CommonMark with tables, YAML front matter and fenced divisions."""

import re
from dataclasses import dataclass, field

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.syllabi.blocks import (
    BULLET,
    LABEL,
    LOOK_LEVEL,
    Block,
    Kind,
    join_wrapped,
    list_rows,
    looks_like_heading,
    tidy,
)
from ingest.syllabi.html_blocks import read_html

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
DIVISION = re.compile(r":{3,}[ \t]*(?:\{[ \t]*\.)?([\w-]*)[^:]*:*[ \t]*$")
ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]*\}$")
OUTLINED = re.compile(r"^(?:[IVX]+|[A-Z])[.)]\s+\S")
LINE_BREAK = re.compile(r"^<br\s*/?>$", re.IGNORECASE)


def read_markdown(text: str) -> list[Block]:
    """Return the blocks of a Markdown text; front matter comes first as rows of key and value."""
    front = FRONT_MATTER.match(text)
    rows = list_front_matter(front[1]) if front else None
    blocks: list[Block] = []
    if front and rows is not None:
        blocks = list_rows(rows, headed=False)
        text = "\n" * front[0].count("\n") + text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table")
    divisions: dict[int, str] = {}
    source = mark_divisions(text, divisions)
    return blocks + MarkdownReader(divisions).read(tokens.parse(source))


def list_front_matter(text: str) -> list[tuple[str, tuple[str, str]]] | None:
    """Return position, key and value of each entry, or None if the text is no mapping."""
    try:
        data = yaml.BaseLoader(text).get_single_data()
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    return [
        (f"front matter, {key}", (key, read_value(value)))
        for key, value in data.items()
        if isinstance(key, str)
    ]


def read_value(value: object) -> str:
    """Return a scalar as it is and the scalars of a list as lines; the rest is no metadata."""
    entries = value if isinstance(value, list) else [value]
    return "\n".join(entry for entry in entries if isinstance(entry, str))


def mark_divisions(text: str, divisions: dict[int, str]) -> str:
    """Turn fence lines such as ``::: objectives`` into headings and note them by line from 0."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        fence = DIVISION.match(line) if line.startswith(":::") else None
        if fence:
            divisions[number] = fence[1]
            lines[number] = f"###### {fence[1]}"
    return "\n".join(lines)


@dataclass
class MarkdownReader:
    """Collects blocks from the tokens of one text."""

    divisions: dict[int, str]
    blocks: list[Block] = field(default_factory=list)
    depth: int = 0
    fresh_item: bool = False
    heading: int = 0
    last_level: int = 0
    open_levels: list[int] = field(default_factory=list)

    def read(self, tokens: list[Token]) -> list[Block]:
        """Return the blocks of all tokens."""
        table: list[Token] = []
        for token in tokens:
            if table or token.type == "table_open":
                table.append(token)
            else:
                self.take(token)
            if token.type == "table_close":
                self.blocks.extend(list_rows(list_table(table)))
                table = []
        return self.blocks

    def take(self, token: Token) -> None:
        """Take in one token outside tables."""
        if token.type.endswith("_list_open"):
            self.depth += 1
        elif token.type.endswith("_list_close"):
            self.depth -= 1
        elif token.type.startswith("list_item_"):
            self.fresh_item = token.nesting == 1
        elif token.type == "heading_open":
            self.open_heading(token)
        elif token.type == "heading_close":
            self.heading = 0
        elif token.type == "inline":
            self.add_text(token)
        elif token.type == "html_block" and token.map:
            self.blocks.extend(read_html(token.content, token.map[0]))

    def open_heading(self, token: Token) -> None:
        """Find the level of a heading: below the division around it; a division counts as one."""
        line = token.map[0] if token.map else -1
        inside = self.open_levels[-1] if self.open_levels else 0
        name = self.divisions.get(line)
        if name is None:
            self.heading = min(max(int(token.tag[1]), inside + 1), 9)
            self.last_level = self.heading
        elif name:
            self.heading = min(max(self.last_level, inside) + 1, 9)
            self.open_levels.append(self.heading)
        elif self.open_levels:
            self.last_level = self.open_levels.pop() - 1
            self.blocks.append(Block("heading", "", self.last_level + 1, position=place(token)))

    def add_text(self, token: Token) -> None:
        """Add the heading, item or paragraph that a run of inline text makes."""
        text = ATTRIBUTES.sub("", read_inline(token)) if self.heading else read_inline(token)
        if not text:
            return
        kind: Kind = "item" if self.fresh_item else "paragraph"
        level = max(self.depth, 1) if self.fresh_item else 0
        if self.heading:
            kind, level = "heading", self.heading
        elif not self.depth and BULLET.match(text):
            kind, level = "item", 1
        elif not self.depth and is_bold(token) and looks_like_heading(text):
            kind, level = "heading", LOOK_LEVEL
        text = BULLET.sub("", text) if kind == "item" else text
        self.fresh_item = False
        links, emphasised = list_links(token), list_emphasised(token)
        block = Block(kind, text, level, (), (), place(token), links, emphasised)
        self.blocks.append(block)


def is_bold(token: Token) -> bool:
    """Tell whether one pair of strong emphasis holds all of the text."""
    kinds = [child.type for child in token.children or [] if child.content or child.nesting]
    whole = kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"]
    return whole and kinds.count("strong_open") == 1


def place(token: Token) -> str:
    """Return the line on which the token begins."""
    return f"line {token.map[0] + 1}" if token.map else ""


def list_links(token: Token) -> tuple[tuple[str, str], ...]:
    """Return label and address of each link to another site."""
    links: list[tuple[str, str]] = []
    for child in token.children or []:
        if child.type == "link_open" and str(child.attrs.get("href", "")).startswith("http"):
            links.append(("", str(child.attrs["href"])))
        elif child.type == "text" and links and not links[-1][0]:
            links[-1] = (tidy(child.content), links[-1][1])
    return tuple(links)


def list_emphasised(token: Token) -> tuple[str, ...]:
    """Return what is emphasised, in order."""
    found: list[str] = []
    inside = False
    for child in token.children or []:
        if child.type in {"em_open", "em_close"}:
            inside = child.type == "em_open"
            found += [""] if inside else []
        elif inside:
            found[-1] += child.content or " "
    return tuple(map(tidy, found))


def is_code_list(children: list[Token]) -> bool:
    """Tell whether lines of one piece of code each follow one another, as tags do."""
    pieces = [child.type for child in children if child.content or child.type == "softbreak"]
    tags = "".join({"code_inline": "c", "softbreak": "n"}.get(kind, "x") for kind in pieces)
    return "cncnc" in tags


def read_inline(token: Token) -> str:
    """Return the text of an inline token; a line of the source goes on in the one before."""
    lines, hard = [""], [True]
    children = token.children or []
    listed = is_code_list(children)
    for child in children:
        if child.type in {"softbreak", "hardbreak"} or LINE_BREAK.match(child.content):
            lines.append("")
            hard.append(listed or child.type != "softbreak")
        elif child.type in {"text", "code_inline"}:
            lines[-1] += child.content
    text = ""
    outlined = sum(bool(OUTLINED.match(line)) for line in lines) > 1
    for line, is_hard in zip(map(tidy, lines), hard, strict=True):
        marked = LABEL.match(line) or BULLET.match(line) or (outlined and OUTLINED.match(line))
        begins = is_hard or marked
        text = f"{text}\n{line}" if begins else join_wrapped(text, line)
    return tidy(text)


def list_table(tokens: list[Token]) -> list[tuple[str, list[str]]]:
    """Return position and cells of each row of one table."""
    rows: list[tuple[str, list[str]]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append((place(token), []))
        elif token.type == "inline":
            rows[-1][1].append(read_inline(token))
    return rows
