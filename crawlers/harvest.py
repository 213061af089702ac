"""What a running crawl has gathered, and what of it counts in the end."""

from collections import defaultdict
from dataclasses import dataclass, replace

from crawlers.items import Item, PostingItem
from crawlers.report import LeftOut


@dataclass(frozen=True, slots=True)
class Visit:
    """A page that was read.

    Attributes:
        url: the address that was asked for, in the origin.
        kind: the card's pattern that led to it; None for a start page.
        leads_to: the patterns of the pages it links to.
    """

    url: str
    kind: str | None
    leads_to: frozenset[str]


class Harvest:
    """Items, the addresses left out, and the files; the same whatever the order of the pages."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[bool, str, Item]] = {}
        self._without_item: list[tuple[Visit, str]] = []
        self._fruitful: set[str] = set()
        self._left_out: dict[str, str] = {}
        self._files: defaultdict[str, set[str]] = defaultdict(set)

    def __len__(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def add(self, visit: Visit, item: Item) -> None:
        """Take the item of a page; of several pages with one canonical address one counts."""
        if visit.kind is not None:
            self._fruitful.add(visit.kind)
        found = (visit.url != item.url, visit.url, item)
        kept = self._items.get(item.url, found)
        best, other = sorted((kept, found), key=lambda one: one[:2])
        self._items[item.url] = best
        if other is not best:
            self.leave_out(other[1], f"repeats {item.url}")

    def note_without_item(self, visit: Visit, reason: str) -> None:
        """Note a page that holds no item; it may be one that only leads to others."""
        self._without_item.append((visit, reason))

    def leave_out(self, url: str, reason: str) -> None:
        """Note an address that gives no item, or no file."""
        self._left_out[url] = reason

    def note_file(self, name: str, url: str) -> None:
        """Note the name of a file that was downloaded."""
        self._files[name].add(url)

    def list_file_names(self) -> list[str]:
        """Return the names of the files that count."""
        return sorted(self._files.keys() - set(self.list_file_clashes()))

    def list_file_clashes(self) -> list[str]:
        """Return the names that more than one address wants for its file."""
        return sorted(name for name, urls in self._files.items() if len(urls) > 1)

    def list_items(self) -> list[Item]:
        """Return the items by address, each with those of its files that were downloaded."""
        names = set(self.list_file_names())
        return [_keep_files(self._items[url][-1], names) for url in sorted(self._items)]

    def list_left_out(self) -> tuple[LeftOut, ...]:
        """Return the addresses left out, sorted.

        A page without an item is left out unless it is a list of others: it leads to pages of a
        kind that has items, and no page of its own kind has one.
        """
        left_out = dict(self._left_out)
        for visit, reason in self._without_item:
            is_list = visit.kind not in self._fruitful and visit.leads_to & self._fruitful
            if not is_list:
                left_out[visit.url] = reason
        for name in self.list_file_clashes():
            for url in self._files[name]:
                left_out[url] = f"one of {len(self._files[name])} files named {name}"
        return tuple(LeftOut(url, left_out[url]) for url in sorted(left_out))


def _keep_files(item: Item, names: set[str]) -> Item:
    if isinstance(item, PostingItem):
        return item
    return replace(item, syllabi=tuple(name for name in item.syllabi if name in names))
