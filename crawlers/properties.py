"""What microdata and RDFa share: nodes as JSON-LD has them, and the value of an element."""

from dataclasses import dataclass
from typing import Any

from parsel import Selector

from crawlers.markup import read_markup

Node = dict[str, Any]

_ATTRIBUTES = {
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    **dict.fromkeys(("data", "meter"), "value"),
    "link": "href",
    "object": "data",
    "time": "datetime",
}


@dataclass(frozen=True, slots=True)
class Marked:
    """The nodes that the attributes of a page describe, in its order, and what is wrong there."""

    nodes: tuple[Node, ...] = ()
    faults: tuple[str, ...] = ()


NOTHING = Marked()


def read_value(element: Selector) -> str:
    """Return the value of a property: ``content``, the attribute of its element, or its text.

    The text has one line to a block. A link is its text, because what we read names no page;
    only without a text is it its address.
    """
    attributes = element.attrib
    if "content" in attributes:
        return attributes["content"]
    if found := attributes.get(_ATTRIBUTES.get(element.root.tag, "")):
        return found
    return read_markup(element.get()) or attributes.get("href", "")


def add_value(node: Node, names: list[str], value: object) -> None:
    """Add a value under names without their vocabulary; only several values are a list."""
    for name in names:
        key = name.replace("#", "/").replace(":", "/").rpartition("/")[2]
        values = node.get(key, [])
        values = [*values, value] if isinstance(values, list) else [values, value]
        node[key] = values if len(values) > 1 else value
