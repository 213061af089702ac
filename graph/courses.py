"""Courses and what they cover."""

from dataclasses import dataclass

from graph.store import Store


@dataclass(frozen=True, slots=True)
class Course:
    """A course in a list."""

    course_id: str
    title: str
    code: str | None
    provider: str
    language: str | None
    points: int


@dataclass(frozen=True, slots=True)
class CoveredPoint:
    """A knowledge point in its place in a course; ``order`` counts from 1."""

    point_id: str
    name: str
    aliases: tuple[str, ...]
    chapter: str | None
    order: int
    hours: float | None


def list_courses(store: Store) -> list[Course]:
    """Return all courses."""
    return [Course(**row) for row in store.read("courses/list_courses")]


def list_course_points(store: Store, course_id: str) -> list[CoveredPoint]:
    """Return the knowledge points of a course in their order."""
    rows = store.read("courses/list_course_points", course_id=course_id)
    return [CoveredPoint(**{**row, "aliases": tuple(row["aliases"])}) for row in rows]
