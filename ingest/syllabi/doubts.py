"""What a person had better look at: all that was read without being sure."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.syllabi.outline import Syllabus

LEAST = 0.6


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something read with a confidence in [0, 1] that is low, and where it stands."""

    what: str
    value: str
    confidence: float
    position: str


def list_doubts(syllabus: Syllabus, least: float = LEAST) -> list[Doubt]:
    """Return what was read with a confidence under ``least``, the least sure first."""
    found = [doubt for doubt in list_all(syllabus) if doubt.confidence < least]
    return sorted(found, key=lambda doubt: doubt.confidence)


def list_all(syllabus: Syllabus) -> Iterator[Doubt]:
    """Yield everything read, in document order within each kind."""
    for said in syllabus.fields:
        yield Doubt(said.name, said.value, said.confidence, said.position)
    for unit in syllabus.units:
        yield Doubt("chapter", unit.title, unit.confidence, unit.position)
        if unit.hours is not None:
            timed = unit.timed
            yield Doubt("hours", f"{unit.title}: {unit.hours:g}", timed.confidence, timed.position)
        for point in unit.points:
            yield Doubt("knowledge point", point.name, point.confidence, point.position)
    for link in syllabus.links:
        order = f"{link.first} -> {link.second}"
        yield Doubt("soft order" if link.soft else "order", order, link.confidence, link.position)
    for outcome in syllabus.outcomes:
        yield Doubt("outcome", outcome.text, outcome.confidence, outcome.position)
    for work in syllabus.works:
        yield Doubt("resource", work.title, work.confidence, work.position)
