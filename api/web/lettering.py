"""Lines of text for drawings, whose fonts nobody can measure beforehand. Pure."""

import re
import unicodedata
from collections.abc import Sequence

_NARROW, _WIDE = frozenset("iljItfr.,:;'|!()[]{}/\\- "), frozenset("mwMW@%&—…")
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。、；：！？）》」』】〉”’"
_PIECE = re.compile(
    rf"[（《「『【〈“‘]*[{_CJK}][{_CLOSING}]*|[^\s{_CJK}]+?[-/_](?=\w)|[^\s{_CJK}]+|\s+"
)


def measure(text: str) -> float:
    """Return the width of a text in em, as wide as a wide sans-serif font sets it."""
    return sum(_measure_letter(letter) for letter in text)


def wrap(text: str, width: float, lines: int) -> list[str]:
    """Return a text in at most ``lines`` lines of ``width`` em; what is cut ends in "…".

    Lines break at spaces, after hyphens and slashes, between Chinese characters, and within a
    word only if it is longer than a line.
    """
    broken: list[str] = []
    line = ""
    for piece in _list_pieces(" ".join(text.split()), width):
        if measure((line + piece).rstrip()) <= width:
            line += piece
        else:
            broken.append(line.rstrip())
            line = piece.lstrip()
    broken = [line for line in (*broken, line.rstrip()) if line]
    if len(broken) > lines:
        broken = [*broken[: lines - 1], _cut(broken[lines - 1 :], width)]
    return broken


def _measure_letter(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE:
        return 1.0
    return 0.75 if letter.isupper() else 0.62


def _list_pieces(text: str, width: float) -> list[str]:
    """Return what no line breaks; longer words in parts that fit."""
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        part = ""
        for letter in piece:
            if measure(part + letter) > width:
                pieces.append(part)
                part = ""
            part += letter
        pieces.append(part)
    return pieces


def _cut(rest: Sequence[str], width: float) -> str:
    """Return as much of the remaining lines as fits, with an ellipsis."""
    kept = rest[0]
    while kept and measure(kept + "…") > width:
        kept = kept[:-1]
    return kept.rstrip(" ,;:-/，、；：") + "…"
