"""Plain text out of what frameworks write: HTML, entities, Markdown."""

import html
from functools import lru_cache

from markdown_it import MarkdownIt

from ingest.syllabi.html_blocks import read_html


def decode_entities(text: str) -> str:
    """Return text with its entities (``&amp;``) as letters and one space between words."""
    return " ".join(html.unescape(text).split())


def strip_html(text: str) -> str:
    """Return the words of HTML; each paragraph, item or broken line is a line."""
    return "\n".join(block.text for block in read_html(text))


def read_first_paragraph(markdown: str) -> str:
    """Return the words of the first paragraph or heading of Markdown, on one line."""
    for token in _parser().parse(markdown):
        if token.type == "inline" and token.content.strip():
            children = token.children or []
            words = (" " if each.type.endswith("break") else each.content for each in children)
            return " ".join("".join(words).split())
    return " ".join(markdown.split())


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark")
