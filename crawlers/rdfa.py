"""schema.org data in the ``typeof`` and ``property`` attributes of a page (RDFa Lite 1.1)."""

from collections.abc import Iterator

from parsel import Selector

from crawlers.properties import Marked, Node, add_value, read_value


def read_rdfa(page: Selector) -> Marked:
    """Return every typed thing of the page, those inside others too."""
    nodes, faults = [], []
    for thing in page.xpath("//*[@typeof]"):
        kind = thing.attrib["typeof"]
        if not thing.xpath("ancestor-or-self::*/@vocab") and not {":", "/"} & set(kind):
            faults.append(f"broken RDFa: typeof {kind} without a vocab")
        else:
            nodes.append(_read_thing(thing))
    return Marked(tuple(nodes), tuple(faults))


def _read_thing(thing: Selector) -> Node:
    node: Node = {"@type": thing.attrib["typeof"].split()}
    for element in _list_properties(thing):
        is_thing = "typeof" in element.attrib
        value = _read_thing(element) if is_thing else read_value(element)
        add_value(node, element.attrib["property"].split(), value)
    return node


def _list_properties(thing: Selector) -> Iterator[Selector]:
    waiting = list(reversed(thing.xpath("*")))
    while waiting:
        element = waiting.pop()
        if "property" in element.attrib:
            yield element
        if "typeof" not in element.attrib:
            waiting += reversed(element.xpath("*"))
