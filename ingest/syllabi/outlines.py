"""Outlines typed as plain lines, ``I. Cryptography`` above ``A. Hash functions``, as lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.syllabi.blocks import Block

STYLES = {
    "roman": re.compile(r"^[IVX]{1,5}[.)]\s+(?=\S)"),
    "capital": re.compile(r"^[A-Z][.)]\s+(?=\S)"),
    "digit": re.compile(r"^\d{1,2}[.)]\s+(?=\S)"),
    "small": re.compile(r"^[a-z][.)]\s+(?=\S)"),
}
LEAST_LINES = 3


def list_outlines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, paragraphs that make an outline as items with their depth."""
    run: list[Block] = []
    for block in blocks:
        if block.kind == "paragraph" and all(find_style(line) for line in split_lines(block)):
            run.append(block)
            continue
        yield from nest(run)
        run = []
        yield block
    yield from nest(run)


def nest(run: Sequence[Block]) -> Iterator[Block]:
    """Yield paragraphs as items if they are numbered in two ways, Roman or by capitals."""
    lines = [(block, line) for block in run for line in split_lines(block)]
    styles = list(dict.fromkeys(find_style(line) for _, line in lines))
    if len(lines) < LEAST_LINES or len(styles) < 2 or not {"roman", "capital"} & set(styles):
        yield from run
        return
    for block, line in lines:
        style = find_style(line)
        text = STYLES[style].sub("", line)
        yield replace(block, kind="item", text=text, level=styles.index(style) + 1)


def find_style(line: str) -> str:
    """Return how a line is numbered, empty if it is not."""
    return next((name for name, style in STYLES.items() if style.match(line)), "")


def split_lines(block: Block) -> list[str]:
    """Return the lines as the author broke them."""
    return block.text.split("\n")
