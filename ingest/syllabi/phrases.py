"""What a line of a syllabus says: points, what they need, hours, units and codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ingest.syllabi.blocks import BULLET, tidy
from ingest.syllabi.headings import SYMBOLS, Headings
from text.normalise import CJK

SENTENCE = re.compile(r"[.。!！?？…]$")
INTRODUCTION = re.compile(r"[:：]$")
LONGEST_LINE = 5000
OPENING, CLOSING = "(（[［【", ")）]］】"
ENUMERATION = re.compile(
    rf"^(?:[①-⑳]\s*|[(（][\d一二三四五六七八九十]{{1,3}}[)）]\s*|\d{{1,2}}(?:\.\d{{1,2}})+\.?\s+"
    rf"|\d{{1,2}}[.)、:：．](?:\s+|(?=[{CJK}]))|[一二三四五六七八九十]+、\s*|[a-zA-Z][.)]\s+"
    rf"|[IVX]{{2,5}}[.)]\s+|\[\d{{1,2}}\]\s*)"
)
MARKER = re.compile(
    r"(?:^|(?<=[\s;；,，。:：]))(?:(\d{1,2})[.、)]|[(（](\d{1,2})[)）])(?=\D)|([①-⑳])"
)
INNER_BULLET = re.compile(r"\s+[•▪●◦■]\s*")
LEADING = " \t;；,，、:：|·"
TRAILING = LEADING + ".。"
NUMBER = r"(\d{1,5}(?:[.,]\d{1,2})?)"
HOUR_WORD = (
    r"(?:(?:contact|teaching|lesson|class)\s+)?"
    r"(?:hours?|hrs?\.?|h|u?stunden?|u?std\.?|heures?|horas?|periods?|学时|课时|小时)"
)
PER_WEEK = r"(?!\s*(?:per|a|each|/)\s*week|[a-z])"
HOURS = re.compile(rf"{NUMBER}\s*{HOUR_WORD}{PER_WEEK}", re.IGNORECASE)
ONLY_HOURS = re.compile(rf"^\W*(?:\d{{1,3}}\s*[-–~～至]\s*)?{HOURS.pattern}\W*$", re.IGNORECASE)
BRACKETED_HOURS = re.compile(
    rf"\s*(?:[(（\[【][^()（）\[\]【】]*?{HOURS.pattern}[^()（）\[\]【】]*[)）\]】]"
    rf"|[,，;；–—-]\s*{HOURS.pattern}\s*$)",
    re.IGNORECASE,
)
CREDITS = re.compile(rf"{NUMBER}\s*(?:credits?\b|credit points\b|ects\b|cp\b|学分)", re.IGNORECASE)
ANY_NUMBER = re.compile(NUMBER)
CODE = r"(?<![A-Za-z0-9])[A-Z]{2,6}(?:-?\d{2,5}|\s\d{3,4})[A-Z]?(?![A-Za-z0-9])"
CODES = re.compile(CODE)
LEADING_CODE = re.compile(
    rf"^(?:{CODE}(?=\s*[-–—:：·|.,]|\s)|\d{{1,2}}\.[A-Z]?\d{{2,4}}[A-Z]?(?=\s*[:：]))"
)
OR_LIKE = re.compile(r"\s+or\s+(?:equivalent|consent|permission|instructor)\b.*$", re.IGNORECASE)
OPENER = re.compile(
    r"^(?:.{0,90}?\b)?(?:students?|learners?|participants?|graduates?|you)\s+(?:\w+ly\s+)?"
    r"(?:(?:will|should|shall|must|can)(?:\s+(?:be able to|have learn(?:ed|t) to))?|are able to)"
    r"\s*[:：]?(?:\s+(?=\S)|$)"
    r"|^[^:：。；]{0,30}?(?:学生|学员|学习者)(?:应该?|将|可以)?能够?[:：,，]?\s*",
    re.IGNORECASE,
)
OUTCOME_LABEL = re.compile(
    r"^[A-H]\s+(?=[A-Z])|^(?:[A-ZÀ-Þ]{1,3}|[Oo]utcome|[Oo]bjective|[Gg]oal|(?:课程|教学)?目标)"
    r"\s*[\d一二三四五六七八九十]{1,2}(?:\.\d{1,2})?\s*[:：.)、–—]\s*"
)
DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A point as a line names it, and the text that says what it needs."""

    name: str
    requires: str = ""


@dataclass(frozen=True, slots=True)
class UnitTitle:
    """A unit's title without its number and hours; ``number`` is the one it bears, if any."""

    title: str
    number: int | None
    hours: float | None
    marked: bool


def split_outside(text: str, separators: str) -> list[str]:
    """Split the text at separators that stand outside brackets; empty pieces are left out."""
    edges, depth = [-1], 0
    for index, character in enumerate(text):
        depth = max(depth + (character in OPENING) - (character in CLOSING), 0)
        if character in separators and not depth:
            edges.append(index)
    pieces = [text[start + 1 : end].strip() for start, end in pairwise([*edges, len(text)])]
    return [piece for piece in pieces if piece]


def clean_name(text: str) -> str:
    """Return a point's name without bullet, number and closing punctuation."""
    name = tidy(text).replace("\n", " ")
    name = ENUMERATION.sub("", SYMBOLS.sub("", BULLET.sub("", name)))
    return name.lstrip(LEADING).rstrip(TRAILING)


def split_enumeration(line: str) -> list[str]:
    """Split a line such as ``1. a 2. b`` or ``①a②b`` at numbers that count up from one."""
    marks = list(MARKER.finditer(line))
    counts = [read_marker(mark) for mark in marks]
    if len(marks) < 2 or counts != list(range(1, len(marks) + 1)):
        return [piece for piece in INNER_BULLET.split(line) if piece.strip()]
    edges = [mark.start() for mark in marks] + [len(line)]
    pieces = [line[: edges[0]], *(line[a:b] for a, b in pairwise(edges))]
    return [piece.strip() for piece in pieces if piece.strip()]


def read_marker(mark: re.Match[str]) -> int:
    """Return the number that a marker of an enumeration shows."""
    return ord(mark[3]) - ord("①") + 1 if mark[3] else int(mark[1] or mark[2])


def split_points(text: str, headings: Headings) -> list[Phrase]:
    """Return the points that a cell, an item or a paragraph names, in order.

    Lines, semicolons and counted numbers part points, commas do not. What a line says a point
    needs ("(requires: a; b)", "Builds on: a") goes to the point before it, in the line before
    if need be; a phrase without a name needs what it says for whatever came before the text.
    """
    phrases: list[Phrase] = []
    for line in text.split("\n"):
        head, tail = cut_requires(line, headings)
        for piece in split_enumeration(head):
            for part in split_outside(piece, ";；"):
                name, needs = take_bracket(part, headings)
                name = clean_name(name)
                if name or needs:
                    phrases.append(Phrase(name, needs))
        if tail:
            last = phrases.pop() if phrases else Phrase("")
            phrases.append(Phrase(last.name, "; ".join(filter(None, [last.requires, tail]))))
    return phrases


def cut_requires(line: str, headings: Headings) -> tuple[str, str]:
    """Return a line before and after an unbracketed label such as ``Builds on:``."""
    labels = requires_pattern(headings, closed=False).finditer(line)
    for label in labels if len(line) <= LONGEST_LINE else ():
        before = line[: label.start()]
        if count_open(before) == 0:
            return before.rstrip(" –—-,，"), line[label.end() :].strip()
    return line, ""


def take_bracket(piece: str, headings: Headings) -> tuple[str, str]:
    """Return a piece without its bracket such as ``(requires: a; b)``, and what that says."""
    label = requires_pattern(headings, closed=True).search(piece)
    if not label:
        return piece, ""
    depth, end = 1, label.end()
    while end < len(piece) and depth:
        depth += (piece[end] in OPENING) - (piece[end] in CLOSING)
        end += 1
    inside = piece[label.end() : end - 1] if not depth else piece[label.end() :]
    return f"{piece[: label.start()]} {piece[end:]}".strip(), inside.strip()


def count_open(text: str) -> int:
    """Return how many brackets the text leaves open."""
    return sum((character in OPENING) - (character in CLOSING) for character in text)


@lru_cache
def requires_pattern(headings: Headings, *, closed: bool) -> re.Pattern[str]:
    """Return what finds a label of what a point needs: in an opening bracket, or bare."""
    label = headings.alternatives("requires")
    if not closed:
        return re.compile(rf"(?:^|(?<=[\s.;；。,，–—-]))(?:{label})\s*[:：]\s*", re.IGNORECASE)
    bare = headings.alternatives("requires_without_colon")
    after = rf"(?:\s+|(?<=[{CJK}])(?=[^)）\]］】]))"
    return re.compile(rf"[(（\[［【]\s*(?:(?:{label})\s*[:：]\s*|(?:{bare}){after})", re.IGNORECASE)


def list_names(text: str, headings: Headings) -> Iterator[str]:
    """Yield the names that a text such as ``a; b`` lists, without ``none`` and the like."""
    for piece in split_outside(text.replace("\n", ";"), ";；"):
        for part in split_enumeration(piece):
            name = clean_name(part)
            if name and not headings.holds("nothing", name):
                yield name


def read_hours(text: str) -> float | None:
    """Return the hours a text states: the number beside the word, else its first number."""
    stated = HOURS.search(text) or ANY_NUMBER.search(text)
    return read_number(stated[1]) if stated else None


def read_number(digits: str) -> float:
    """Return a number written with a point or a comma before its decimals."""
    return float(digits.replace(",", "."))


def read_numeral(text: str) -> int | None:
    """Return an Arabic, Roman, Chinese (to 99) or single-letter number, or None."""
    folded = text.strip().lower()
    if folded.isascii() and folded.isdigit():
        return int(folded)
    if folded and all(character in "ivx" for character in folded):
        values = [{"i": 1, "v": 5, "x": 10}[character] for character in folded]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    if len(folded) == 1 and folded in "abcdefghijklmnopqrstuvwxyz":
        return ord(folded) - ord("a") + 1
    return read_chinese(folded)


def read_chinese(text: str) -> int | None:
    """Return a Chinese number up to 99, or None."""
    if not text or any(character not in DIGITS for character in text):
        return None
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS[ones] if len(ones) == 1 else None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def read_unit(text: str, headings: Headings) -> UnitTitle:
    """Return a unit's title, number and hours; ``marked`` if a word or 第 says it is a unit."""
    line = SYMBOLS.sub("", tidy(text).replace("\n", " "))
    stated = BRACKETED_HOURS.search(line)
    hours = read_hours(stated[0]) if stated else None
    line = BRACKETED_HOURS.sub("", line).strip()
    match = unit_pattern(headings).match(line)
    numeral = next(filter(None, match.groups()), "") if match else ""
    title = line[match.end() :].strip(" :：.–—-·、|") if match else clean_name(line)
    if match:
        return UnitTitle(title or line, read_numeral(numeral), hours, marked=True)
    leading = re.match(r"\d{1,2}(?=[.)、:：]|\s)", line)
    return UnitTitle(title or line, int(leading[0]) if leading else None, hours, marked=False)


@lru_cache
def unit_pattern(headings: Headings) -> re.Pattern[str]:
    """Return what matches the number of a unit: ``Unit 3:``, ``Block A —``, ``第三章``."""
    latin = headings.alternatives("unit_words")
    chinese = headings.alternatives("unit_words_zh")
    numeral = "[一二三四五六七八九十零〇百\\d]+"
    own = "".join(rf"|^(?:{each})(?:\s*[:：.–—)·|-]\s*|\s+|$)" for each in headings.chapters)
    return re.compile(
        rf"^(?:{latin})s?\s+(\d+(?:\.\d+)*(?:\s*[-–&,]\s*\d+)?|(?-i:[IVX]+|[A-Z]))"
        rf"(?:\s*[:：.–—)·|-]\s*|\s+|$)"
        rf"|^第\s*({numeral}(?:\s*[-–~～至]\s*{numeral})?)\s*(?:{chinese})"
        rf"|^(?:{chinese})\s*({numeral})(?=\D|$)"
        rf"{own}",
        re.IGNORECASE,
    )


def read_outcome(text: str) -> str:
    """Return an outcome without bullet, number, label and closing punctuation."""
    line = tidy(text).replace("\n", " ")
    line = ENUMERATION.sub("", BULLET.sub("", line))
    bare = OUTCOME_LABEL.sub("", line)
    return OPENER.sub("", bare).lstrip(LEADING).rstrip(TRAILING)


def list_courses(text: str, headings: Headings) -> list[str]:
    """Return the codes, or else the names, of the courses a text asks for.

    Between names of courses commas part, unlike between points.
    """
    courses: list[str] = []
    apart = OR_LIKE.sub("", text).replace("》《", "》、《")
    for name in list_names(apart, headings):
        codes = CODES.findall(name)
        first = re.split(r"[\s.,;:。，；：]", name, maxsplit=1)[0]
        if codes:
            courses += codes
        elif not headings.holds("nothing", first):
            courses += [clean_name(part).strip("《》") for part in split_outside(name, ",，、")]
    return courses
