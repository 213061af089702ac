"""Mentions of labels in a text, found all at once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from text.inflection import list_inflections
from text.normalise import CJK, find_span, normalise, normalise_with_offsets
from text.ordinary import ORDINARY_WORDS
from text.segment import respell

_LETTER = rf"(?:(?![{CJK}])\w)"
_CHINESE = re.compile(rf"[{CJK}]")
_CHINESE_OR_ITS_SIGNS = re.compile(rf"[{CJK}、，。；：（）《》]")
_WORD_BEFORE = re.compile(rf"{_LETTER}\Z")
_DOT_BEFORE = re.compile(r"(?:\A|[^.])\.\Z")
_NEW_WORD = re.compile(r"[A-Z][a-z]")
_GOES_ON = re.compile(rf"{_LETTER}|[+#](?!{_LETTER})|\.(?![A-Z][a-z]){_LETTER}")
_GOES_ON_AFTER_VERSION = re.compile(rf"(?:\d+(?:\.\d+)*+)?+(?:{_GOES_ON.pattern})")
_SHORT = re.compile(r"[a-z]{1,2}")
_SIGN_BEFORE = re.compile(r"(?:['’-]|&\s?)\Z")
_SIGN_AFTER = re.compile(r"['’-]|\s?&")
_NOTE = re.compile(r"\s+\([^()]*\)\Z")
_BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?:;•*\n]|\s-)\s*\Z")
_LOWER_WORD_AFTER = re.compile(r"\s+[a-z]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase by which a text may mention ``id``: its label, or one of its aliases."""

    id: str
    phrase: str
    is_label: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` mentions ``id``; ``phrase`` is the entry's that was found."""

    id: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    rank: int
    id: str
    phrase: str


class Dictionary:
    """Finds the phrases of its entries in a text, the leftmost and longest ones.

    A phrase is found in any case, with or without hyphens, with its last word in the other
    number, its first word as gerund or infinitive (:func:`text.inflection.list_inflections`), -ize
    for -ise, and without a note in brackets at its end. In latin script it stands between word
    boundaries, which signs of its own count into ("C" is not in "C++", "Node" not in "Node.js",
    but "HTML" is in "HTML5"); Chinese knows no boundaries. A phrase of one or two letters is
    found in its exact case, and one of :data:`text.ordinary.ORDINARY_WORDS` with a capital that
    does more than begin a sentence; beside Chinese these two are found in any case.

    A phrase of several ids is a mention of one: labels go before aliases, then phrases as they
    stand before inflected ones, then the smallest id.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        found: dict[str, set[_Candidate]] = {}
        for entry in entries:
            for key, rank in _list_keys(entry):
                candidate = _Candidate(rank, entry.id, entry.phrase)
                found.setdefault(key, set()).add(candidate)
        self._automaton = ahocorasick.Automaton()
        for key, candidates in found.items():
            self._automaton.add_word(key, (key, sorted(candidates)))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in their order; they do not overlap."""
        return list(_select(self.find_all(text)))

    def find_all(self, text: str) -> list[Mention]:
        """Return also the mentions that overlap, by start, longest first."""
        if not len(self._automaton):
            return []
        normal, offsets = normalise_with_offsets(text)
        hits: dict[tuple[int, int], _Candidate] = {}
        for last, (key, candidates) in self._automaton.iter(_compare(normal)):
            start, end = find_span(offsets, last - len(key) + 1, last + 1)
            if _is_bounded(text, start, end) and (
                fit := _choose(candidates, key, text, start, end)
            ):
                hits[start, end] = min(fit, hits.get((start, end), fit))
        order = sorted(hits.items(), key=lambda hit: (hit[0][0], -hit[0][1]))
        return [Mention(each.id, start, end, each.phrase) for (start, end), each in order]


def drop_note(phrase: str) -> str:
    """Return a label without the note in brackets at its end: "Jenkins (tools for ...)"."""
    return _NOTE.sub("", phrase)


def _list_keys(entry: Entry) -> Iterator[tuple[str, int]]:
    rank = 0 if entry.is_label else 2
    for phrase in {entry.phrase, drop_note(entry.phrase)}:
        if key := _compare(normalise(phrase)):
            yield key, rank
            for form in list_inflections(key, proper=phrase.split()[-1][0].isupper()):
                yield form, rank + 1


def _compare(normal: str) -> str:
    return respell(normal).replace("-", " ")


def _is_bounded(text: str, start: int, end: int) -> bool:
    """Whether no word of latin script goes on at either end."""
    return _is_bounded_left(text, start) and _is_bounded_right(text, start, end)


def _is_bounded_left(text: str, start: int) -> bool:
    if _CHINESE.match(text, start):
        return True
    before = text[max(0, start - 2) : start]
    if _WORD_BEFORE.search(before):
        return False
    if not text[start].isalnum() or not _DOT_BEFORE.search(before):
        return True
    return before[0].isalnum() and _NEW_WORD.match(text, start) is not None


def _is_bounded_right(text: str, start: int, end: int) -> bool:
    if _CHINESE.match(text, end - 1):
        return True
    if not text[end - 1].isalnum():
        return text[end : end + 1] not in ("+", "#")
    has_version = end - start >= 3 and text[end - 1].isalpha()
    return not (_GOES_ON_AFTER_VERSION if has_version else _GOES_ON).match(text, end)


def _choose(
    candidates: list[_Candidate], key: str, text: str, start: int, end: int
) -> _Candidate | None:
    """Return the first candidate whose way of writing the text respects."""
    if _SHORT.fullmatch(key):
        if _SIGN_BEFORE.search(text[max(0, start - 2) : start]) or _SIGN_AFTER.match(text, end):
            return None
        if not _is_beside_chinese(text, start, end):
            written = text[start:end]
            candidates = [each for each in candidates if drop_note(each.phrase) == written]
    elif key in ORDINARY_WORDS and not _is_name(text, start, end):
        return None
    return candidates[0] if candidates else None


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether an ordinary word is written as a name is."""
    if _is_beside_chinese(text, start, end):
        return True
    only_begins = (
        text[start:end].istitle()
        and _BEGINS_SENTENCE.search(text[max(0, start - 8) : start])
        and _LOWER_WORD_AFTER.match(text, end)
    )
    return text[start].isupper() and not only_begins


def _is_beside_chinese(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 2) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    return _CHINESE_OR_ITS_SIGNS.search(around) is not None


def _select(mentions: list[Mention]) -> Iterator[Mention]:
    done = 0
    for mention in mentions:
        if mention.start >= done:
            yield mention
            done = mention.end
