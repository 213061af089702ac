"""What has been read of a syllabus so far, before what points need is looked up."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.syllabi.blocks import Block
from ingest.syllabi.headings import Headings
from ingest.syllabi.phrases import (
    UnitTitle,
    list_courses,
    list_names,
    read_outcome,
    read_unit,
    split_points,
)
from ingest.syllabi.statements import Order, read_order
from ingest.syllabi.works import WorkDraft, list_works
from text.normalise import normalise

LONGEST_NAME = 200
LABELS = re.compile(r"^(?:[A-Z]{1,3}|(?:课程|教学)?目标)\s*\d[\d.、,，;\s]*$")
WORDY = 12


class Said(NamedTuple):
    """A value, where it stands, and how plainly the layout shows what it is, in [0, 1]."""

    value: str = ""
    position: str = ""
    confidence: float = 0.0


NOT_SAID = Said()


@dataclass(slots=True, eq=False)
class PointDraft:
    """A point and the names, as written, of those it builds on."""

    name: str
    position: str
    confidence: float
    requires: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class UnitDraft:
    """A unit; ``number`` is the one it bears in the document, ``timed`` where its hours stand."""

    title: str
    position: str
    number: int | None = None
    hours: float | None = None
    points: list[PointDraft] = field(default_factory=list)
    confidence: float = 0.9
    timed: Said = NOT_SAID

    def set_hours(self, hours: float | None, position: str, confidence: float) -> None:
        """Set the hours, or take them away."""
        self.hours = hours
        self.timed = Said("", position, confidence)


@dataclass(frozen=True, slots=True)
class Need:
    """A text that says what points need, to be understood once all points are known."""

    points: tuple[PointDraft, ...]
    text: str
    position: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a sentence says comes before what; ``aside`` from the plan it may be of no points."""

    order: Order
    unit: UnitDraft | None
    position: str
    aside: bool


@dataclass(frozen=True, slots=True)
class Near:
    """The point ``second`` needs what is probably the point ``first``."""

    first: PointDraft
    second: PointDraft
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
        fields: by field name; the first value stays. ``courses`` by code or name.
        titles: the unit of each normal form of a title; ``numbers``: the first of each number.
        index: the first point of each normal form of a name; ``outcomes`` likewise.
        orders: what sentences say comes before what; ``near``: what needs probably mean.
        known_levels: how many known headings there are at each level.
        unknown: position and title of headings nobody knows.
        unread: what could not be understood, each with its position.
        unit: the one that is being read; ``last``: the point read last in it.
    """

    headings: Headings
    fields: dict[str, Said] = field(default_factory=dict)
    units: list[UnitDraft] = field(default_factory=list)
    titles: dict[str, UnitDraft] = field(default_factory=dict)
    numbers: dict[int, UnitDraft] = field(default_factory=dict)
    index: dict[str, PointDraft] = field(default_factory=dict)
    outcomes: dict[str, OutcomeDraft] = field(default_factory=dict)
    courses: dict[str, Said] = field(default_factory=dict)
    works: dict[str, WorkDraft] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    orders: list[Ordered] = field(default_factory=list)
    near: list[Near] = field(default_factory=list)
    known_levels: Counter[int] = field(default_factory=Counter)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    unit: UnitDraft | None = None
    last: PointDraft | None = None

    def note(self, position: str, message: str) -> None:
        """Remember what was not understood, or not taken."""
        self.unread.append(f"{position}: {message}")

    def set_field(self, name: str, value: str, position: str, confidence: float = 0.95) -> None:
        """Set a field of the course unless it is set; another value is noted. Minutes add up."""
        if name == "minutes":
            known = self.fields.get(name, Said("0"))
            if value.isdigit():
                self.fields[name] = Said(str(int(known.value) + int(value)), position, confidence)
            return
        stated = self.fields.setdefault(name, Said(value, position, confidence))
        if name != "ignored" and normalise(stated.value) != normalise(value):
            at = stated.position
            self.note(position, f"{name} {value!r} not taken, {at} says {stated.value!r}")

    def begin_unit(self, text: str, position: str, confidence: float = 0.9) -> UnitDraft:
        """Begin a unit, or go back to the one that bears this title."""
        read = read_unit(text, self.headings)
        self.unit = self.find_unit(read)
        if self.unit is None:
            self.unit = UnitDraft(read.title, position, read.number, confidence=confidence)
            self.append_unit(self.unit)
        if self.unit.hours is None and read.hours is not None:
            self.unit.set_hours(read.hours, position, 0.9)
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
            self.unit = UnitDraft("", position, confidence=0.5)
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
        """Add a point unless the course has it; an over-long name, or no point, is noted."""
        if self.headings.stops(name):
            self.note(position, f"{name!r} is a date of the course, not taken for a point")
            return None
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
            if not outcome or self.headings.holds("nothing", outcome) or LABELS.match(outcome):
                continue
            first = self.outcomes.setdefault(
                normalise(outcome), OutcomeDraft(outcome, position, confidence)
            )
            if first.position != position:
                self.note(position, f"outcome {outcome!r} repeats {first.position}")

    def add_courses(self, text: str, position: str, confidence: float) -> None:
        """Add the courses a text asks for."""
        for course in list_courses(text, self.headings):
            self.courses.setdefault(course, Said(course, position, confidence))

    def add_works(self, block: Block, confidence: float, *, of_unit: bool = False) -> None:
        """Add the works that an item or a paragraph names; the first of each stays."""
        unit = self.unit.title if of_unit and self.unit and self.unit.title else None
        for work in list_works(block, unit, confidence):
            self.works.setdefault(normalise(work.url or work.title), work)

    def take_order(self, sentence: str, position: str, *, aside: bool = False) -> bool:
        """Remember what a sentence says comes before what; tell whether it says so.

        What stands ``aside`` from the plan may well be no order of points.
        """
        order = read_order(sentence)
        if order:
            self.orders.append(Ordered(order, None if aside else self.unit, position, aside))
        return order is not None

    @property
    def begun(self) -> bool:
        """Whether anything of the course has been read."""
        return bool(self.fields or self.units or self.outcomes or self.courses)
