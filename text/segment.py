"""Sentences and tokens of English and Chinese text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from text.normalise import CJK, normalise

_BULLET = re.compile(
    r"\s*(?:[•●○◦▪■□◆◇►▶➢➤✓✔‣⁃∙·※★☆]|[-–—*+](?=\s)"
    r"|\(?\d{1,2}[.)](?=\s|[^\W\d])|[(（]\d{1,2}[)）]|\d{1,2}、|[一二三四五六七八九十]{1,3}、)\s*"
)
_BREAKS = re.compile(
    r"[\r\n\u2028\u2029]+"
    r"|(?=[•●▪■◆►▶➢➤✓✔‣⁃])|(?<=[\s：:])(?=\d{1,2}、)"  # bullets inside a line
    r"|(?<=[。！？；])[”’\"')）]*"
    r"|(?<=[.!?])[”’\"')]*\s+(?=[^a-z\s])"
)
_ABBREVIATIONS = re.compile(
    r"(?:e\.g|i\.e|etc|ltd|inc|co|corp|llc|plc|vs|cf|[dmsj]r|mr?s|prof|st|n[or]|approx|resp"
    r"|incl|excl|u\.[sk]|[bm]\.sc|ph\.d|[ap]\.m|min|max|yrs?|ca|fig|eq|sec|ch|vol|pp|al|dept)"
)
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+\.$")
_TOKENS = re.compile(
    rf"(?P<cjk>[{CJK}]+)|\.?(?:(?![{CJK}])[^\W_])+(?:[.'](?:(?![{CJK}])[^\W_])+)*(?:\+\+|#)?"
)
_IRREGULAR = {"apis": "api", "indices": "index", "matrices": "matrix"} | dict.fromkeys(
    ("used", "uses", "using"), "use"
)
_AMERICAN = re.compile(r"(?<=[iy])z(?=e|ing|ation)")
_VOWELS = frozenset("aeiouy")
_NO_PLURAL = ("ss", "us", "is", "os")

_WHOLE = """
accounting banking bring building during embed engineering evening housing hundred lighting
marketing meeting morning networking nothing something speed spring string wiring
"""
WHOLE_WORDS = frozenset(_WHOLE.split())
"""English words in -ing or -ed that are no form of a verb, or mean something else than it."""

_UNFOLDED = WHOLE_WORDS | {"operating"}  # an operating system is not what operates a system


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is ``original[start:end]``, without its bullet and outer white space."""

    text: str
    start: int
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Split at the ends of English and Chinese sentences, line breaks and bullets.

    A full stop ends a sentence when white space and no small letter follow it, and no
    abbreviation or initial stands before it: "e.g.", "Ltd.", "3.5" and "node.js" do not.
    """
    sentences: list[Sentence] = []
    start = 0
    for match in (*_BREAKS.finditer(text), None):
        if match and _is_abbreviated(text, match):
            continue
        end = match.end() if match else len(text)
        sentences += _strip(text, start, end)
        start = end
    return tuple(sentences)


def tokens(text: str) -> tuple[str, ...]:
    """Return the folded words of English, and for Chinese the characters and their bigrams.

    Hyphens and slashes part words; ``c++``, ``c#``, ``.net`` and ``node.js`` are one token.
    """
    return tuple(_list_tokens(normalise(text)))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the key under which the inflections of a normalised English word meet.

    The rule: a possessive 's goes; -ize and -yze are spelled -ise and -yse; from four letters
    on, a plural s goes (not after s, u, i, o) and -ies becomes -y; -ing and -ed go where a vowel
    and three letters stay, a doubled consonant then becoming single; -sis becomes -s, a last ll
    single, and a last e goes. Words with digits or signs and :data:`WHOLE_WORDS` stay as they
    are. "databases" and "database" both give ``databas``; "debugging" gives ``debug``.
    """
    word = word.removesuffix("'s")
    word = _IRREGULAR.get(word, word)
    if not (word.isascii() and word.isalpha()) or len(word) < 4 or word in _UNFOLDED:
        return word
    word = _drop_ending(_drop_plural(respell(word)))
    if word.endswith("sis") and len(word) > 6:
        return word[:-2]
    return word[:-1] if word.endswith(("e", "ll")) else word


def respell(normal: str) -> str:
    """Spell -ize and -yze of normalised English as -ise and -yse; every letter keeps its place."""
    return _AMERICAN.sub("s", normal)


def _is_abbreviated(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 12) : match.start()]
    word = _LAST_WORD.search(before)
    if not word or not match.group().strip("”’\"')") or "\n" in match.group():
        return False
    letters = word.group()[:-1].casefold()
    return _ABBREVIATIONS.fullmatch(letters) is not None or (
        len(letters) == 1 and word.group()[0].isupper()
    )


def _strip(text: str, start: int, end: int) -> Iterator[Sentence]:
    if bullet := _BULLET.match(text, start, end):
        start = bullet.end()
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    if piece := piece.strip():
        yield Sentence(piece, start, start + len(piece))


def _list_tokens(normal: str) -> Iterator[str]:
    for match in _TOKENS.finditer(normal):
        run = match.group()
        if match.lastgroup == "cjk":
            yield from run
            yield from (run[i : i + 2] for i in range(len(run) - 1))
        else:
            yield fold(run)


def _drop_plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(_NO_PLURAL) else word


def _drop_ending(word: str) -> str:
    if word in WHOLE_WORDS or word.endswith("eed"):
        return word
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3 and _VOWELS & set(stem):
            doubled = stem[-1] == stem[-2] and stem[-1] not in "sz"
            return stem[:-1] if doubled else stem
    return word
