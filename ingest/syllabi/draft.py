"""What has been read of a syllabus so far, before what points need is looked up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.syllabi.headings import Headings
from ingest.syllabi.phrases import (
    UnitTitle,
    clean_name,
    list_courses,
    list_names,
    read_outcome,
    read_unit,
    split_points,
)
from text.normalise import normalise

LONGEST_NAME = 200
WORDY = 12
COMMA = re.compile(r"[,，、]|\s+and\s+|[和与及]")


@dataclass(slots=True, eq=False)
class PointDraft:
    """A point and the names, as written, of those it builds on."""

    name: str
    position: str
    confidence: float
    requires: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class UnitDraft:
    """A unit; ``number`` is the one it bears in the document."""

    title: str
    position: str
    number: int | None = None
    hours: float | None = None
    points: list[PointDraft] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Need:
    """A text that says what points need, to be understood once all points are known."""

    points: tuple[PointDraft, ...]
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """An outcome as read."""

    text: str
    position: str
    confidence: float


@dataclass(slots=True)
class Draft:
    """Collects what the parts of one document say.

    Attributes:
        fields: value and position by field name; the first value stays.
        titles: the unit of each normal form of a title; ``numbers``: the first of each number.
        index: the first point of each normal form of a name; ``outcomes`` likewise.
        unknown: position and title of headings nobody knows.
        unread: what could not be understood, each with its position.
        unit: the one that is being read; ``last``: the point read last in it.
    """

    headings: Headings
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    units: list[UnitDraft] = field(default_factory=list)
    titles: dict[str, UnitDraft] = field(default_factory=dict)
    numbers: dict[int, UnitDraft] = field(default_factory=dict)
    index: dict[str, PointDraft] = field(default_factory=dict)
    outcomes: dict[str, OutcomeDraft] = field(default_factory=dict)
    courses: list[str] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unit: UnitDraft | None = None
    last: PointDraft | None = None

    def note(self, position: str, message: str) -> None:
        """Remember what was not understood, or not taken."""
        self.unread.append(f"{position}: {message}")

    def set_field(self, name: str, value: str, position: str) -> None:
        """Set a field of the course unless it is set; another value is noted."""
        stated = self.fields.setdefault(name, (value, position))
        if name != "ignored" and normalise(stated[0]) != normalise(value):
            self.note(position, f"{name} {value!r} not taken, {stated[1]} says {stated[0]!r}")

    def begin_unit(self, text: str, position: str) -> UnitDraft:
        """Begin a unit, or go back to the one that bears this title."""
        read = read_unit(text, self.headings)
        self.unit = self.find_unit(read)
        if self.unit is None:
            self.unit = UnitDraft(read.title, position, read.number, read.hours)
            self.append_unit(self.unit)
        elif self.unit.hours is None:
            self.unit.hours = read.hours
        self.last = None
        return self.unit

    def append_unit(self, unit: UnitDraft) -> None:
        """Put a unit behind the others, to be found by its title, and by its number if first."""
        self.units.append(unit)
        self.titles[normalise(unit.title)] = unit
        if unit.number is not None:
            self.numbers.setdefault(unit.number, unit)

    def find_unit(self, read: UnitTitle, *, by_number: bool = False) -> UnitDraft | None:
        """Return the unit of this title or, if asked for, of this number."""
        unit = self.titles.get(normalise(read.title))
        if unit is None and by_number and read.number is not None:
            return self.numbers.get(read.number)
        return unit

    def current_unit(self, position: str) -> UnitDraft:
        """Return the unit begun last; points outside all units get one without a title."""
        if self.unit is None:
            self.unit = self.titles.get("")
        if self.unit is None:
            self.unit = UnitDraft("", position)
            self.append_unit(self.unit)
        return self.unit

    def add_points(
        self, text: str, position: str, confidence: float, *, repeats: bool = False
    ) -> list[PointDraft]:
        """Add the points a text names to the current unit and return all that it names.

        A point known before is noted unless ``repeats`` says that the text repeats points.
        """
        named = []
        for phrase in split_points(text, self.headings):
            if phrase.name:
                point = self.add_point(phrase.name, position, confidence, repeats=repeats)
                if point is None:
                    continue
                named.append(point)
                self.last = point
            if phrase.requires:
                self.add_need([self.last] if self.last else [], phrase.requires, position)
        return named

    def add_point(
        self, name: str, position: str, confidence: float, *, repeats: bool
    ) -> PointDraft | None:
        """Add a point unless the course has it; an over-long name is noted."""
        if len(name) > LONGEST_NAME:
            self.note(position, f"expected a knowledge point, found {len(name)} characters")
            return None
        known = self.index.get(normalise(name))
        if known:
            if not repeats:
                self.note(position, f"knowledge point {name!r} repeats {known.position}")
            return known
        wordy = len(name.split()) > WORDY or len(name) > 8 * WORDY
        point = PointDraft(name, position, confidence * (0.6 if wordy else 1))
        self.index[normalise(name)] = point
        self.current_unit(position).points.append(point)
        return point

    def add_need(self, points: Sequence[PointDraft], text: str, position: str) -> None:
        """Remember what points need; a need without points is noted."""
        if points:
            self.needs.append(Need(tuple(points), text, position))
        elif any(list_names(text, self.headings)):
            self.note(position, f"expected a knowledge point before its needs, found {text!r}")

    def add_outcomes(self, text: str, position: str, confidence: float) -> None:
        """Add each line of a text as an outcome."""
        for line in text.split("\n"):
            outcome = read_outcome(line)
            if not outcome or self.headings.holds("nothing", outcome):
                continue
            first = self.outcomes.setdefault(
                normalise(outcome), OutcomeDraft(outcome, position, confidence)
            )
            if first.position != position:
                self.note(position, f"outcome {outcome!r} repeats {first.position}")

    def add_courses(self, text: str) -> None:
        """Add the courses a text asks for."""
        courses = list_courses(text, self.headings)
        self.courses += [course for course in courses if course not in self.courses]

    def resolve_needs(self) -> None:
        """Turn the texts of what points need into names of points; what is no point is noted."""
        for need in self.needs:
            lines = need.text.split("\n")
            paired = len(lines) == len(need.points) > 1
            for number, line in enumerate(lines):
                points = need.points[number : number + 1] if paired else need.points
                self.resolve_line(line, points, need.position)
        self.needs.clear()

    def resolve_line(self, line: str, points: Sequence[PointDraft], position: str) -> None:
        """Give points what one line names; in ``Lists: Loops`` the line says whose it is."""
        subject, _, rest = line.replace("：", ":").partition(":")
        owner = self.index.get(normalise(clean_name(subject)))
        if owner and rest.strip():
            points, line = (owner,), rest
        for name in list_names(line, self.headings):
            known = self.find_points(name)
            if not known:
                self.note(position, f"{name!r} is needed but no knowledge point of the course")
            for point in points:
                point.requires += [
                    needed.name
                    for needed in known
                    if needed is not point and needed.name not in point.requires
                ]

    def find_points(self, name: str) -> list[PointDraft]:
        """Return the point of this name, or those of a list with commas if all are known."""
        point = self.index.get(normalise(name))
        if point:
            return [point]
        parts = [self.index.get(normalise(clean_name(part))) for part in COMMA.split(name)]
        found = [part for part in parts if part]
        return found if len(found) == len(parts) else []
