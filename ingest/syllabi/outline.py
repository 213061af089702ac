"""A syllabus as units of knowledge points, outcomes and fields, parsed from a document."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SyllabusError
from ingest.syllabi.blocks import Block
from ingest.syllabi.chapters import read_sections
from ingest.syllabi.documents import read_document
from ingest.syllabi.draft import Draft, OutcomeDraft, PointDraft, Said, UnitDraft
from ingest.syllabi.needs import Link, list_links, resolve_needs
from ingest.syllabi.outlines import list_outlines
from ingest.syllabi.phrases import read_hours, read_unit
from ingest.syllabi.profiles import read_headings
from ingest.syllabi.sections import build_sections
from ingest.syllabi.titles import clean_title, find_coded, find_title, split_code
from ingest.syllabi.works import WorkDraft
from text.normalise import CJK

BY_PROFILE = 0.5
INFERRED = 0.7


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
    """A unit of the course; ``order`` from 1, ``timed`` tells where its hours stand."""

    title: str
    order: int
    hours: float | None
    points: tuple[Point, ...]
    position: str
    confidence: float
    timed: Said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What learners can do after the course, as worded; ``confidence`` in [0, 1]."""

    text: str
    position: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Field:
    """What is said of the course as a whole; ``confidence`` in [0, 1]."""

    name: str
    value: str
    position: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Syllabus:
    """What a syllabus says.

    Attributes:
        language: ISO 639-1 code of the language of teaching, else of the text (``zh``, ``ja``,
            ``ko`` or ``en``).
        prerequisite_courses: codes where the syllabus gives them, else names.
        links: what comes before what beside what the points themselves require.
        works: books, pages and videos that it names.
        fields: each field of the course with its place, prerequisite courses among them.
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
    links: tuple[Link, ...]
    works: tuple[WorkDraft, ...]
    fields: tuple[Field, ...]
    unread: tuple[str, ...]


def parse_syllabus(
    path: Path, profile: Path | None = None, read: Callable[[Path], Sequence[Block]] = read_document
) -> Syllabus:
    """Return what a DOCX, PDF, HTML or Markdown syllabus says of its course.

    Args:
        path: the document.
        profile: YAML file with an institution's wording, added to the one that is shipped.
        read: turns the document into blocks.

    Raises:
        SyllabusError: document or profile cannot be read, or nothing is the course's title.
    """
    headings = read_headings(profile)
    blocks = list(list_outlines(read(path)))
    draft = Draft(headings)
    title = find_title(blocks, headings)
    read_sections(draft, build_sections(blocks, headings), title)
    title = find_coded(blocks, draft.fields.get("code", Said()).value) or title
    resolve_needs(draft)
    minutes = draft.fields.get("minutes")
    if minutes and int(minutes.value):
        hours = f"{int(minutes.value) / 60:.2f}"
        draft.fields.setdefault("hours", minutes._replace(value=hours))
    for name, value in headings.course.items():
        draft.fields.setdefault(name, Said(value, "profile", BY_PROFILE))
    return build_syllabus(draft, title, path.name)


def build_syllabus(draft: Draft, heading: Block | None, name: str) -> Syllabus:
    """Return the value of a draft.

    Raises:
        SyllabusError: there is neither a heading nor a field with the course's title.
    """
    title, code = read_title(draft, heading, name)
    units = build_units(draft, title)
    language, links = (
        find_language(draft, [title, *draft.index, *draft.outcomes]),
        list_links(draft),
    )
    if not any(unit.points for unit in units):
        draft.note("document", "expected knowledge points, found none")
    return Syllabus(
        title=title,
        code=code,
        provider=get_field(draft, "provider"),
        language=language,
        level=get_field(draft, "level"),
        credits=get_number(draft, "credits"),
        hours=get_number(draft, "hours"),
        prerequisite_courses=tuple(draft.courses),
        units=units,
        outcomes=tuple(build_outcome(outcome) for outcome in draft.outcomes.values()),
        links=tuple(links),
        works=tuple(draft.works.values()),
        fields=tuple(list_fields(draft, heading, (title, code), language)),
        unread=tuple(draft.unread),
    )


def list_fields(
    draft: Draft, heading: Block | None, named: tuple[str, str | None], language: str
) -> Iterator[Field]:
    """Yield what is known of the course, each with where it stands and how sure that is."""
    title, code = named
    above = Said("", heading.position if heading else "", INFERRED)
    yield Field("title", title, *draft.fields.get("title", above)[1:])
    if code:
        yield Field("code", code, *draft.fields.get("code", above)[1:])
    guessed = Said("", "profile" if draft.headings.language else "document", BY_PROFILE)
    yield Field("language", language, *draft.fields.get("language", guessed)[1:])
    for name in ("provider", "level", "credits", "hours"):
        if name in draft.fields:
            yield Field(name, *draft.fields[name])
    yield from (Field("prerequisites", *said) for said in draft.courses.values())


def read_title(draft: Draft, heading: Block | None, name: str) -> tuple[str, str | None]:
    """Return the course's title and code from its fields, else from the heading."""
    above = read_unit(heading.text, draft.headings).title if heading else ""
    written = get_field(draft, "title") or above
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
    return draft.fields.get(name, Said()).value or None


def get_number(draft: Draft, name: str) -> float | None:
    """Return the number in a field; a field without one is noted."""
    value, position, _ = draft.fields.get(name, Said())
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
        draft.note(draft.fields["language"].position, f"expected a language, found {stated!r}")
    if draft.headings.language:
        return draft.headings.language
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
        named = [unit for unit in drafts if not draft.headings.stops(unit.title)]
        titles = [PointDraft(unit.title, unit.position, 0.6) for unit in named]
        drafts = [UnitDraft("", drafts[0].position, points=titles)]
    units, order = [], 1
    for number, unit in enumerate(drafts, start=1):
        points = tuple(build_point(point, order + index) for index, point in enumerate(unit.points))
        order += len(points)
        units.append(
            Unit(
                unit.title or title,
                number,
                unit.hours,
                points,
                unit.position,
                unit.confidence,
                unit.timed,
            )
        )
    return tuple(units)


def build_point(draft: PointDraft, order: int) -> Point:
    """Return the value of a point's draft."""
    return Point(draft.name, order, tuple(draft.requires), draft.position, draft.confidence)


def build_outcome(draft: OutcomeDraft) -> Outcome:
    """Return the value of an outcome's draft."""
    return Outcome(draft.text, draft.position, draft.confidence)
