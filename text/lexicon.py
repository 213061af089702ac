"""A dictionary whose phrases may belong to several ids at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from text.matching import Dictionary, Entry, Mention
from text.normalise import normalise


class Lexicon:
    """Finds phrases like :class:`text.matching.Dictionary`, and every id that a phrase names.

    Where a phrase is one id's label and another's alias ("CSS" is itself, and a style sheet
    language), a text that holds it mentions both.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        listed = list(entries)
        self._dictionary = Dictionary(listed)
        self._ids: dict[str, set[str]] = defaultdict(set)
        for entry in listed:
            self._ids[normalise(entry.phrase)].add(entry.id)

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in their order; those of one phrase share its span."""
        found = []
        for mention in self._dictionary.find(text):
            others = self._ids[normalise(mention.phrase)] - {mention.id}
            found.append(mention)
            found += [replace(mention, id=other) for other in sorted(others)]
        return found
