"""The inflections in which a label may stand in a text. Too many are harmless: no text has them."""

import re
from collections.abc import Iterator

from text.segment import WHOLE_WORDS

_WORD = re.compile(r"[a-z]{3,}")
_SIBILANT = ("s", "x", "z", "ch", "sh")
_NO_SINGULAR = ("ss", "us", "is", "os", "ics")
_NOUN_PHRASE = re.compile(r"operat(?:e|ing) systems?")
_ONLY_PLURAL = frozenset({"arms", "customs", "goods", "means", "news", "series", "windows"})


def list_inflections(key: str, *, proper: bool = False) -> set[str]:
    """Return the forms of a normalised label other than itself.

    Its last word in the other number and, from two words on, its first word as gerund for an
    infinitive or the reverse: "manage database" gives "managing databases" and two more.

    Args:
        key: normalised; a form differs only in words of three or more letters a to z.
        proper: the last word is a proper name, which has no singular of its own.
    """
    *start, last = key.split(" ")
    lasts = {last, *_list_numbers(last, proper=proper)}
    if not start:
        return lasts - {key}
    firsts = {start[0]} if _NOUN_PHRASE.fullmatch(key) else {start[0], *_list_verbs(start[0])}
    return {" ".join([first, *start[1:], last]) for first in firsts for last in lasts} - {key}


def _list_numbers(word: str, *, proper: bool) -> Iterator[str]:
    if not _WORD.fullmatch(word):
        return
    yield word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
    if word.endswith(_SIBILANT):
        yield word + "es"
    if proper or word in _ONLY_PLURAL or not word.endswith("s") or word.endswith(_NO_SINGULAR):
        return
    yield word[:-3] + "y" if word.endswith("ies") else word[:-1]
    if word.removesuffix("es").endswith(_SIBILANT):
        yield word[:-2]


def _list_verbs(word: str) -> Iterator[str]:
    if not _WORD.fullmatch(word) or word in WHOLE_WORDS:
        return
    stem = word.removesuffix("ing")
    if stem != word:
        yield from (stem, stem + "e")
        if stem[-1:] == stem[-2:-1]:
            yield stem[:-1]
        return
    for gerund in (word.removesuffix("e") + "ing", word + "ing", word + word[-1] + "ing"):
        if gerund not in WHOLE_WORDS:
            yield gerund
