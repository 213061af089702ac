"""Phrases of a posting that may name an ability, and how much a corpus makes terms of them.

A phrase is a run of words, or of Chinese characters, between signs and words that no name of an
ability begins or ends with: noun phrases, and verbs with their objects, roughly.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from text.normalise import CJK, normalise

_WORDS = """
a about above across after all along also always am among an and another any are around as asset
at away background based be because been before being below benefit best better between beyond
both but by can candidate candidates come company could day days degree deep desirable do does
during each either else equivalent essential etc ever every excellent existing experience
experienced expert expertise familiar familiarity few fluent for from full get give good great
had has have having he her here high highly his how i ideal ideally if in include includes
including into is it its job just know knowledge least less like likely looking make many may
me mean minimum month months more most much must my need needed needs new no nor not of off often
on one only or other others our out over own part per plus position possess preferably preferred
proficiency proficient proven relevant required requirement requirements responsible role several
shall she should similar since skill skilled skills so solid some strong such sure than that the
their them then there these they this those through time to together too two under understanding
up upon us use used using various very want was we welcome well were what when where whether which
while who whom whose why will with within without work working would year years you your yourself
ability able abilities
"""
_STOP_WORDS = frozenset(_WORDS.split())
_STOP_CHINESE = (
    "以及|或者|熟练|精通|熟悉|掌握|了解|使用|运用|具有|具备|能够|负责|参与|良好的?|较强的?|优先|相关|以上|以下|经验|能力"
    "|知识|至少|一种|一定|常用|主要|进行|要求|者优先|或|和|与|及|、|并(?![发行])|等(?![级])|(?<!目)的"
)
_PIECES = re.compile(
    rf"(?P<word>\.?(?:(?![{CJK}_])\w)+(?:[.'’&/-](?:(?![{CJK}_])\w)+)*(?:\+\+|\#)?)"
    rf"|(?P<cut>{_STOP_CHINESE})|(?P<cjk>[{CJK}])|(?P<sign>\S)"
)
_CHINESE = re.compile(f"[{CJK}]")
_UNITS = re.compile(rf"[{CJK}]|[^\s{CJK}]+")
_MOST_WORDS, _MOST_CHINESE = 6, 12
_TIMES = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """``text`` is ``original[start:end]``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that a corpus uses as a term; ``value`` is its C-value, ``count`` how often."""

    phrase: str
    value: float
    count: int


def list_phrases(text: str) -> list[Phrase]:
    """Return the longest phrases of a sentence, none of more than 6 words or 12 characters."""
    return [
        Phrase(text[start:end], start, end)
        for start, end in _list_runs(text)
        if _is_short(text[start:end])
    ]


def score_candidates(phrases: Iterable[str], least: float = 0.0) -> list[Candidate]:
    r"""Return the parts of phrases that occur twice or more, the greatest C-value first.

    :math:`C(a) = \log_2(1 + |a|) (f(a) - \bar f(b))`, the mean over the longer parts b that hold
    a; :math:`|a|` counts words, and two Chinese characters for one.

    Source:
        Frantzi, Ananiadou and Mima, "Automatic recognition of multi-word terms: the C-value/
        NC-value method", International Journal on Digital Libraries 3, 2000; with one added to
        the length, so that single words count.
    """
    counts = Counter(part for phrase in phrases for part in _list_parts(normalise(phrase)))
    often = {part: count for part, count in counts.items() if count >= _TIMES}
    longer: dict[str, list[int]] = {part: [] for part in often}
    for part, count in often.items():
        for inner in set(_list_parts(part)) - {part}:
            longer[inner].append(count)
    found = [
        Candidate(part, _value(part, count, longer[part]), count) for part, count in often.items()
    ]
    kept = [each for each in found if each.value > least]
    return sorted(kept, key=lambda each: (-each.value, each.phrase))


def _value(part: str, count: int, longer: list[int]) -> float:
    length = sum(0.5 if _CHINESE.match(unit) else 1.0 for unit in _UNITS.findall(part))
    return math.log2(1 + length) * (count - (sum(longer) / len(longer) if longer else 0))


def _list_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what stands between signs and stop words."""
    start = end = -1
    for match in _PIECES.finditer(text):
        if not _is_stop(match):
            start = match.start() if start < 0 else start
            end = match.end()
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _is_stop(match: re.Match[str]) -> bool:
    if match.lastgroup == "word":
        word = match.group().lower()
        return word in _STOP_WORDS or word.isdecimal()
    return match.lastgroup != "cjk"


def _is_short(text: str) -> bool:
    if text.isascii():
        return len(text) > 1 and text.count(" ") < _MOST_WORDS
    units = _UNITS.findall(text)
    chinese = sum(bool(_CHINESE.match(unit)) for unit in units)
    return len(units) - chinese <= _MOST_WORDS and chinese <= _MOST_CHINESE and len(text) > 1


def _list_parts(phrase: str) -> Iterator[str]:
    """Yield every run of words or Chinese characters of a phrase; no single character."""
    places = [match.span() for match in _UNITS.finditer(phrase)]
    for first, (start, _) in enumerate(places):
        for _, end in places[first:]:
            if end - start > 1:
                yield phrase[start:end]
