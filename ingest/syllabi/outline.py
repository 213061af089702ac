"""A syllabus as units of knowledge points, outcomes and fields, parsed from a document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block, number_style
from ingest.syllabi.chapters import read_sections
from ingest.syllabi.documents import read_document
from ingest.syllabi.draft import Draft, OutcomeDraft, PointDraft, UnitDraft
from ingest.syllabi.headings import PROFILE, SYMBOLS, Headings, read_headings
from ingest.syllabi.phrases import LEADING_CODE, read_hours, unit_pattern
from ingest.syllabi.sections import build_sections
from text.normalise import CJK, normalise


@dataclass(frozen=True, slots=True)
class Point:
    """A knowledge point.

    Attributes:
        order: place in the whole course, from 1.
        requires: names of other points of the course, spelt as those spell them.
        position: where a person finds it in the document.
        confidence: [0, 1], how plainly the layout shows that this is a point.
    """

    name: str
    order: int
    requires: tuple[str, ...]
    position: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the course; ``order`` from 1."""

    title: str
    order: int
    hours: float | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What learners can do after the course, as worded; ``confidence`` in [0, 1]."""

    text: str
    position: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What a syllabus says.

    Attributes:
        language: ISO 639-1 code of the language of teaching, else of the text (``zh``, ``ja``,
            ``ko`` or ``en``).
        prerequisite_courses: codes where the syllabus gives them, else names.
        unread: what was not understood or not taken, each beginning with its position.
    """

    title: str
    code: str | None
    provider: str | None
    language: str
    level: str | None
    credits: float | None
    hours: float | None
    prerequisite_courses: tuple[str, ...]
    units: tuple[Unit, ...]
    outcomes: tuple[Outcome, ...]
    unread: tuple[str, ...]


def parse_syllabus(path: Path, profile: Path = PROFILE) -> Syllabus:
    """Return what a DOCX, PDF, HTML or Markdown syllabus says of its course.

    Args:
        path: the document.
        profile: YAML file with an institution's wording of headings.

    Raises:
        SyllabusError: the document cannot be read, or nothing in it is the course's title.
    """
    headings = read_headings(profile)
    blocks = read_document(path)
    draft = Draft(headings)
    title = find_title(blocks, headings)
    read_sections(draft, build_sections(blocks, headings), title)
    draft.resolve_needs()
    return build_syllabus(draft, title, path.name)


def find_title(blocks: Sequence[Block], headings: Headings) -> Block | None:
    """Return the outermost heading above the first known part, or None."""
    candidates: list[Block] = []
    for block in blocks:
        if block.kind != "heading" or not block.text:
            continue
        if not clean_title(block.text, headings):
            continue
        known = headings.find("sections", block.text)
        if known or unit_pattern(headings).match(block.text):
            break
        label = block.text.replace("：", ":").partition(":")[0]
        if not number_style(block.text) and not headings.find("fields", label):
            candidates.append(block)
    title = min(candidates, key=lambda block: block.level, default=None)
    return None if title and is_titled_elsewhere(blocks, title, headings) else title


def is_titled_elsewhere(blocks: Sequence[Block], heading: Block, headings: Headings) -> bool:
    """Tell whether the front matter has the title and the heading is one among its equals."""
    written = normalise(clean_title(heading.text, headings))
    stated = [
        normalise(clean_title(block.cells[1], headings))
        for block in blocks
        if block.position.startswith("front matter")
        and len(block.cells) > 1
        and headings.find("fields", block.cells[0]) == "title"
    ]
    equals = [block for block in blocks if block.kind == "heading" and block.level == heading.level]
    return len(equals) > 1 and any(name and name != written for name in stated)


def clean_title(text: str, headings: Headings) -> str:
    """Return a title without what the document calls itself; empty if nothing is left."""
    kinds = headings.alternatives("documents")
    line = SYMBOLS.sub("", text.replace("\n", " "))
    line = re.sub(rf"^(?:{kinds})(?:\s*[:：–—|-]\s*|\s+(?:of|for)\s+|\s+|$)", "", line, flags=re.I)
    line = re.sub(rf"(?:[\s:：–—|(（-]+|(?<=[》{CJK}]))(?:{kinds})[)）]?$", "", line, flags=re.I)
    line = line.strip(" :：–—|-")
    return line[1:-1] if line[:1] == "《" and line.find("》") == len(line) - 1 else line


def split_code(title: str, code: str | None) -> tuple[str, str | None]:
    """Return a title without the code it begins with, and the code."""
    leading = LEADING_CODE.match(title)
    if code and normalise(title).startswith(normalise(code)):
        begin = len(code)
    elif leading and not code:
        code, begin = leading[0].strip(), leading.end()
    else:
        return title, code
    return title[begin:].strip(" -–—:：·|.,") or title, code


def build_syllabus(draft: Draft, heading: Block | None, name: str) -> Syllabus:
    """Return the value of a draft.

    Raises:
        SyllabusError: there is neither a heading nor a field with the course's title.
    """
    title, code = read_title(draft, heading, name)
    units = build_units(draft, title)
    if not any(unit.points for unit in units):
        draft.note("document", "expected knowledge points, found none")
    return Syllabus(
        title=title,
        code=code,
        provider=get_field(draft, "provider"),
        language=find_language(draft, [title, *draft.index, *draft.outcomes]),
        level=get_field(draft, "level"),
        credits=get_number(draft, "credits"),
        hours=get_number(draft, "hours"),
        prerequisite_courses=tuple(draft.courses),
        units=units,
        outcomes=tuple(build_outcome(outcome) for outcome in draft.outcomes.values()),
        unread=tuple(draft.unread),
    )


def read_title(draft: Draft, heading: Block | None, name: str) -> tuple[str, str | None]:
    """Return the course's title and code from its fields, else from the heading."""
    written = get_field(draft, "title") or (heading.text if heading else "")
    title, code = split_code(clean_title(written, draft.headings), get_field(draft, "code"))
    if not title:
        found = repr(written) if written else "no heading above its first part"
        raise SyllabusError(
            f"{name}: expected the course's title in a heading or a field 'Course title', "
            f"found {found}"
        )
    return title, code


def get_field(draft: Draft, name: str) -> str | None:
    """Return a field's value, or None."""
    value, _ = draft.fields.get(name, ("", ""))
    return value or None


def get_number(draft: Draft, name: str) -> float | None:
    """Return the number in a field; a field without one is noted."""
    value, position = draft.fields.get(name, ("", ""))
    number = read_hours(value)
    if value and number is None:
        draft.note(position, f"expected a number of {name}, found {value!r}")
    return number


def find_language(draft: Draft, texts: Sequence[str]) -> str:
    """Return the code of the language stated, else of the script the texts are written in."""
    stated = get_field(draft, "language") or ""
    words = [stated, *re.split(r"[\s,;/、，；()（）-]+", stated)]
    found = next(filter(None, (draft.headings.find("languages", word) for word in words)), "")
    if found:
        return found
    if stated:
        draft.note(draft.fields["language"][1], f"expected a language, found {stated!r}")
    text = "".join(texts)
    if re.search(r"[\u3040-\u30ff]", text):
        return "ja"
    if re.search(r"[\uac00-\ud7af]", text):
        return "ko"
    return "zh" if len(re.findall(f"[{CJK}]", text)) > 0.2 * len(text) else "en"


def build_units(draft: Draft, title: str) -> tuple[Unit, ...]:
    """Return the units in order; where no unit has points, the units' titles are the points."""
    drafts = draft.units
    if drafts and not any(unit.points for unit in drafts):
        titles = [PointDraft(unit.title, unit.position, 0.6) for unit in drafts]
        drafts = [UnitDraft("", drafts[0].position, points=titles)]
    units, order = [], 1
    for number, unit in enumerate(drafts, start=1):
        points = tuple(build_point(point, order + index) for index, point in enumerate(unit.points))
        order += len(points)
        units.append(Unit(unit.title or title, number, unit.hours, points))
    return tuple(units)


def build_point(draft: PointDraft, order: int) -> Point:
    """Return the value of a point's draft."""
    return Point(draft.name, order, tuple(draft.requires), draft.position, draft.confidence)


def build_outcome(draft: OutcomeDraft) -> Outcome:
    """Return the value of an outcome's draft."""
    return Outcome(draft.text, draft.position, draft.confidence)
