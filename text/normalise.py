"""One spelling for comparing names: compatibility forms, case, white space, quotes and dashes.

Punctuation stays, so ``c++``, ``c#``, ``.net``, ``node.js``, ``tcp/ip`` and ``ci/cd`` keep theirs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Han characters and kana, as ranges for a regular expression's character class."""

_INVISIBLE = dict.fromkeys("\u00ad\u180e\u200b\u200c\u200d\u2060\ufeff\ufe0f™®©℠", "")
_QUOTES = dict.fromkeys("‘’‚‛′`´‹›ʼ", "'") | dict.fromkeys("“”„‟″«»〝〞「」『』", '"')
_UNIFIED = str.maketrans(_INVISIBLE | _QUOTES | dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_SIMPLE = re.compile(r"[!-_a-~]+(?: [!-_a-~]+)*")
# A plain run is folded at once, but not its last character where an accent may follow it.
_PIECES = re.compile(r"(?P<plain>[!-_a-~]+(?=[\s!-~]|\Z))|(?P<space>\s+)|(?P<other>.)", re.DOTALL)


def normalise(text: str) -> str:
    """Return ``text`` as it is compared: equal names have equal normal forms."""
    return text.lower() if _SIMPLE.fullmatch(text) else normalise_with_offsets(text)[0]


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the normal form and where each of its characters begins in ``text``.

    The list has one entry more than the normal form has characters: the end of the last one.
    Characters that come from one original (the two of a ligature) share their entry;
    :func:`find_span` knows the way back.
    """
    if _SIMPLE.fullmatch(text):
        return text.lower(), list(range(len(text) + 1))
    written: list[str] = []
    offsets: list[int] = []
    end = 0
    for start, stop, piece in _split(text):
        if piece == " " and (not written or written[-1] == " "):
            continue
        written.append(piece)
        offsets += [start] * len(piece) if stop else range(start, start + len(piece))
        end = stop or start + len(piece)
    normal = "".join(written)
    if normal.endswith(" "):
        normal, end = normal[:-1], offsets.pop()
    return normal, [*offsets, end]


def find_span(offsets: list[int], start: int, end: int) -> tuple[int, int]:
    """Return the span of the original text behind ``[start, end)`` of its normal form.

    ``end`` is above ``start``. A span that ends inside a ligature gets the whole of it.
    """
    last = offsets[end - 1]
    while end < len(offsets) - 1 and offsets[end] == last:
        end += 1
    return offsets[start], offsets[end]


def _split(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end (0 where letters map one to one) and normal form of each piece."""
    done = 0
    for match in _PIECES.finditer(text):
        start, stop = match.span()
        if start < done:
            continue
        if match.lastgroup == "plain":
            yield start, 0, match.group().lower()
        elif match.lastgroup == "space":
            yield start, stop, " "
        else:
            while stop < len(text) and _extends(text[stop]):
                stop += 1
            done = stop
            if piece := _fold(text[start:stop]):
                yield start, stop, piece


@lru_cache(maxsize=65536)
def _extends(character: str) -> bool:
    """Whether the character belongs to the one before it: an accent, or invisible."""
    folded = _fold(character)
    return not character.isspace() and (not folded or unicodedata.combining(folded[0]) != 0)


@lru_cache(maxsize=65536)
def _fold(cluster: str) -> str:
    """Fold one character with its accents; the white space in some accents' forms goes."""
    before, folded = "", cluster.translate(_UNIFIED)
    while folded != before:
        before = folded
        folded = unicodedata.normalize("NFKC", folded).casefold().translate(_UNIFIED)
        folded = "".join(folded.split())
    return folded
