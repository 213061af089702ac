"""schema.org data in a page's JSON-LD blocks."""

import json
from collections import deque
from collections.abc import Iterator, Sequence

from crawlers.errors import PageError
from crawlers.markup import strip_markup
from crawlers.properties import NOTHING, Marked, Node
from text.contacts import strip_contact_lines, strip_contacts


def find_node(blocks: Sequence[str], kind: str, marked: Marked = NOTHING) -> Node:
    """Return the first node of the schema.org type in the blocks of a page.

    A block may be a node, a list or an ``@graph``; a node may be the ``mainEntity`` of another.
    Without one in the blocks, the nodes count that the page's attributes describe.

    Raises:
        PageError: no such node; if a block or an attribute is broken, the reason says where.
    """
    broken: list[PageError] = []
    for block in blocks:
        try:
            node = next(
                (one for one in _list_nodes(_parse(block)) if kind in _list_types(one)), None
            )
        except PageError as error:
            broken.append(error)
            continue
        if node is not None:
            return node
    for node in marked.nodes:
        if kind in _list_types(node):
            return node
    where = " in its JSON-LD" if blocks else " in its microdata or RDFa"
    reason = f"no {kind}{where}" if blocks or marked.nodes else "no JSON-LD"
    raise next(iter(broken), None) or PageError(next(iter(marked.faults), reason))


def read_text(value: object) -> str | None:
    """Return a property as one line of plain text.

    The value may be a text, a number, a list (its first text counts) or a node with a value or
    a name; None if it is none of them or empty.
    """
    return " ".join(strip_markup(_find_text(value) or "").split()) or None


def read_label(value: object) -> str | None:
    """Return a property as ``read_text`` does, without contact data."""
    return strip_contacts(read_text(value) or "") or None


def read_description(value: object) -> str:
    """Return a property as lines of plain text without contact data; empty if it has none."""
    return strip_contact_lines(strip_markup(_find_text(value) or ""))


def list_values(value: object) -> list[object]:
    """Return the values of a property that may be absent, one or many."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _parse(block: str) -> object:
    try:
        # Raw line breaks inside texts are common, and their meaning is plain.
        return json.loads(block.strip(), strict=False)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno} of the block"
        raise PageError(f"broken JSON-LD: {where}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise PageError(f"broken JSON-LD: {str(error)[:80]}") from error


def _list_nodes(document: object) -> Iterator[Node]:
    waiting = deque([document])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, dict):
            yield one
            waiting.extendleft(reversed([one.get("@graph"), one.get("mainEntity")]))
        elif isinstance(one, list):
            waiting.extendleft(reversed(one))


def _list_types(node: Node) -> list[str]:
    types = [one for one in list_values(node.get("@type")) if isinstance(one, str)]
    return [one.replace("#", "/").replace(":", "/").rsplit("/", 1)[-1] for one in types]


def _find_text(value: object) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return _find_text([value.get(key) for key in ("@value", "value", "name")])
    if isinstance(value, list):
        return next((text for text in map(_find_text, value) if text), None)
    return None
