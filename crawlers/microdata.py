"""schema.org data in the ``itemscope`` and ``itemprop`` attributes of a page (HTML, 5.2)."""

from collections.abc import Iterator

from parsel import Selector

from crawlers.properties import Marked, Node, add_value, read_value

_ITEM = "//*[@itemscope]"
_MOST_PROPERTIES = 5_000  # items that refer to each other multiply
_STRAY = "//*[@itemprop and not(ancestor::*[@itemscope])]"


def read_microdata(page: Selector) -> Marked:
    """Return every item of the page, those inside others too."""
    reader = _ItemReader(page)
    nodes = [reader.read(item) for item in page.xpath(_ITEM)]
    strays = [
        f"itemprop {stray.attrib['itemprop']} outside of an item"
        for stray in page.xpath(_STRAY)
        if not reader.referred & set(stray.xpath("ancestor-or-self::*/@id").getall())
    ]
    said = dict.fromkeys(f"broken microdata: {fault}" for fault in reader.faults + strays)
    return Marked(tuple(nodes), tuple(said))


class _ItemReader:
    """Reads items with those inside them.

    Attributes:
        referred: the ids that ``itemref`` names.
        faults: what is wrong.
    """

    def __init__(self, page: Selector) -> None:
        self.referred: set[str] = set()
        self.faults: list[str] = []
        self._page = page
        self._open: list[object] = []
        self._left = _MOST_PROPERTIES

    def read(self, item: Selector) -> Node:
        """Return the item."""
        node: Node = {"@type": item.attrib.get("itemtype", "").split()}
        self._open.append(item.root)
        for element in self._list_properties(item):
            names = element.attrib["itemprop"].split()
            self._left -= 1
            if "itemscope" not in element.attrib:
                add_value(node, names, read_value(element))
            elif self._left < 0:
                self.faults.append(f"more than {_MOST_PROPERTIES} properties")
                break
            elif element.root in self._open:
                self.faults.append(f"itemprop {element.attrib['itemprop']} holds itself")
            else:
                add_value(node, names, self.read(element))
        self._open.pop()
        return node

    def _list_properties(self, item: Selector) -> Iterator[Selector]:
        for root in (*item.xpath("*"), *self._list_referred(item)):
            waiting = [root]
            while waiting:
                element = waiting.pop()
                if "itemprop" in element.attrib:
                    yield element
                if "itemscope" not in element.attrib:
                    waiting += reversed(element.xpath("*"))

    def _list_referred(self, item: Selector) -> Iterator[Selector]:
        for name in dict.fromkeys(item.attrib.get("itemref", "").split()):
            self.referred.add(name)
            found = self._page.xpath("//*[@id=$name]", name=name)
            if found:
                yield found[0]
            else:
                self.faults.append(f"itemref names {name}, which is not there")
