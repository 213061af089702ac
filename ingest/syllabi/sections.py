"""The sections of a document: its headings as a tree, and what stands below each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.syllabi.blocks import LOOK_LEVEL, Block
from ingest.syllabi.headings import Headings

KNOWN_LOOK_LEVEL = LOOK_LEVEL - 1


@dataclass(slots=True)
class Section:
    """A heading and what stands below it, in document order; the root has no heading."""

    heading: Block | None = None
    parts: list["Block | Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's words in one line, empty for the root."""
        return self.heading.text.replace("\n", " ") if self.heading else ""

    @property
    def level(self) -> int:
        """The heading's level, 0 for the root."""
        return self.heading.level if self.heading else 0

    @property
    def children(self) -> list["Section"]:
        """The sections directly below."""
        return [part for part in self.parts if isinstance(part, Section)]

    def list_runs(self) -> Iterator["list[Block] | Section"]:
        """Yield subsections, and the blocks between them: a table's rows or blocks of no table."""
        run: list[Block] = []
        for part in self.parts:
            if isinstance(part, Section) or (run and not belongs(part, run[-1])):
                if run:
                    yield run
                run = []
            if isinstance(part, Section):
                yield part
            else:
                run.append(part)
        if run:
            yield run


def belongs(block: Block, previous: Block) -> bool:
    """Tell whether a block goes on with the run of the one before: one table, or no table."""
    if block.kind != "row" or previous.kind != "row":
        return block.kind != "row" and previous.kind != "row"
    return block.header == previous.header and block.cells != block.header


def build_sections(blocks: Sequence[Block], headings: Headings) -> Section:
    """Return the root of the tree that the headings of a document make."""
    root = Section()
    stack = [root]
    for block in settle_headings(blocks, headings):
        if block.kind != "heading":
            stack[-1].parts.append(block)
            continue
        while len(stack) > 1 and stack[-1].level >= block.level:
            stack.pop()
        if block.text:
            section = Section(block)
            stack[-1].parts.append(section)
            stack.append(section)
    return root


def settle_headings(blocks: Sequence[Block], headings: Headings) -> Iterator[Block]:
    """Yield the blocks with the levels of bold headings settled.

    A known heading told by bold letters goes above unknown ones: they stand in its section.
    In a document without any known heading, paragraphs worded like one become headings.
    """
    marked = any(
        block.kind == "heading" and headings.find("sections", block.text) for block in blocks
    )
    for block in blocks:
        plain = block.kind == "paragraph" and not marked and "\n" not in block.text
        bold = block.kind == "heading" and block.level == LOOK_LEVEL
        if (plain or bold) and headings.find("sections", block.text):
            yield replace(block, kind="heading", level=KNOWN_LOOK_LEVEL)
        else:
            yield block
