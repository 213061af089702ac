"""Identifiers of people, looked for in texts in which there should be none."""

import re
from collections.abc import Iterable

import ahocorasick

from text.normalise import CJK, normalise

_SHORT = 5
_HAN = re.compile(f"[{CJK}]")


class Identifiers:
    """Many identifiers, found in a text in one pass.

    One of five characters or more is found as a whole word: no letter or digit stands next to
    it. A shorter one (``7``, ``2025``) is found only where it is the whole text, because inside of
    one it cannot be told from a count, a year or the key of something else.
    """

    def __init__(self, identifiers: Iterable[str]) -> None:
        self._whole = {normalise(each) for each in identifiers} - {""}
        self._words = ahocorasick.Automaton()
        for each in self._whole:
            if len(each) >= _SHORT:
                self._words.add_word(each, len(each))
        self._words.make_automaton()

    def __len__(self) -> int:
        return len(self._whole)

    @property
    def short(self) -> int:
        """How many are looked for as the whole text alone."""
        return len(self._whole) - len(self._words)

    def are_in(self, text: str) -> bool:
        """Return whether a text is one of the identifiers or holds one as a word."""
        normal = normalise(text)
        if normal in self._whole:
            return True
        if not len(self._words):
            return False
        return any(
            _is_bound(normal, end - length + 1, end + 1) for end, length in self._words.iter(normal)
        )


def _is_bound(text: str, start: int, end: int) -> bool:
    """Return whether no letter or digit goes on; Chinese goes on without a blank as it is."""
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not any(each.isalnum() and not _HAN.match(each) for each in (before, after))
