"""What a syllabus asserts of the map: nodes and relationships, each with place and confidence."""

from collections.abc import Iterator, Mapping

from graph.claims import Block, Value
from graph.ids import own_id
from graph.plans import Assertion, Node
from ingest.syllabi.outline import Point, Syllabus, Unit
from ingest.syllabi.works import WorkDraft
from text.normalise import normalise

OWN = "framework:own"
Points = Mapping[str, tuple[Point, str]]
"""Each point of a syllabus with its id, by its normalised name."""


def list_outcome_nodes(course: str, syllabus: Syllabus) -> Iterator[Node]:
    """Yield the outcomes as abilities of the course."""
    for outcome in syllabus.outcomes:
        properties = {"name": outcome.text, "scope": "course", "framework": OWN, "course": course}
        yield Node("Ability", outcome_id(course, outcome.text), properties)


def list_work_nodes(course: str, syllabus: Syllabus) -> Iterator[Node]:
    """Yield the works that the syllabus names as resources of the course."""
    for work in syllabus.works:
        properties: dict[str, Value | None] = {
            "title": work.title,
            "kind": work.kind,
            "url": work.url,
            "course": course,
            "imported_confidence": round(work.confidence, 2),
            "imported_position": work.position,
        }
        yield Node("Resource", work_id(course, work), properties)


def assert_all(course: str, origin: str, syllabus: Syllabus, points: Points) -> Iterator[Assertion]:
    """Yield what the syllabus says of coverage, order, outcomes and what teaches what."""
    for unit in syllabus.units:
        for point in unit.points:
            block = Block("imported", origin, cover(unit, point))
            yield Assertion("COVERS", course, points[normalise(point.name)][1], block)
    yield from assert_order(origin, syllabus, points)
    for outcome in syllabus.outcomes:
        fields: dict[str, Value] = {
            "confidence": outcome.confidence,
            "position": outcome.position,
        }
        trained = outcome_id(course, outcome.text)
        yield Assertion("TRAINS", course, trained, Block("imported", origin, fields))
    yield from assert_teaching(course, origin, syllabus, points)


def cover(unit: Unit, point: Point) -> dict[str, Value]:
    """Return the fields of a point's place in the course; hours are shared evenly in a unit."""
    fields: dict[str, Value] = {
        "chapter": unit.title,
        "chapter_position": unit.position,
        "chapter_confidence": unit.confidence,
        "order": point.order,
        "position": point.position,
        "confidence": point.confidence,
    }
    if unit.hours:
        fields["hours"] = round(unit.hours / len(unit.points), 2)
        fields["hours_position"] = unit.timed.position or unit.position
        fields["hours_confidence"] = unit.timed.confidence
    return fields


def assert_order(origin: str, syllabus: Syllabus, points: Points) -> Iterator[Assertion]:
    """Yield what comes before what, the surest word on each pair."""
    said: dict[tuple[str, str], dict[str, Value]] = {}
    for point, found in points.values():
        for required in point.requires:
            if normalise(required) in points:
                fields: dict[str, Value] = {"confidence": 1.0, "position": point.position}
                said[points[normalise(required)][1], found] = fields
    for link in syllabus.links:
        ends = points[normalise(link.first)][1], points[normalise(link.second)][1]
        fields = {"confidence": link.confidence, "position": link.position}
        said.setdefault(ends, fields | ({"soft": True} if link.soft else {}))
    for (first, second), fields in said.items():
        yield Assertion("PRECEDES", first, second, Block("imported", origin, fields))


def assert_teaching(
    course: str, origin: str, syllabus: Syllabus, points: Points
) -> Iterator[Assertion]:
    """Yield that a work teaches the points of the chapter that names it."""
    chapters = {unit.title: unit.points for unit in syllabus.units}
    for work in syllabus.works:
        fields: dict[str, Value] = {
            "confidence": round(work.confidence / 2, 2),
            "position": work.position,
        }
        for point in chapters.get(work.unit or "", ()):
            taught = points[normalise(point.name)][1]
            block = Block("imported", origin, fields)
            yield Assertion("TEACHES", work_id(course, work), taught, block)


def outcome_id(course: str, text: str) -> str:
    """Return the id of an outcome of the course."""
    return own_id("ability", course, text)


def work_id(course: str, work: WorkDraft) -> str:
    """Return the id of a work as this course's resource: by its address, else its title."""
    return own_id("resource", course, work.url or work.title)
