"""Knowledge points: their order, and which abilities they develop."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.store import Store


@dataclass(frozen=True, slots=True)
class Point:
    """A knowledge point with the course that covers it, by id and title."""

    point_id: str
    name: str
    aliases: list[str]
    language: str | None
    course_id: str
    course: str
    chapter: str | None
    order: int


@dataclass(frozen=True, slots=True)
class Development:
    """A knowledge point develops an ability with a weight in (0, 1], by these words."""

    point_id: str
    ability_id: str
    weight: float
    sources: list[str]
    imported_origin: str | None
    predicted_origin: str | None


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """``from_id`` comes before ``to_id``, as ``origin`` says."""

    from_id: str
    to_id: str
    origin: str | None


def list_points(store: Store) -> list[Point]:
    """Return all knowledge points, by course and order."""
    return [Point(**row) for row in store.read("points/list_points")]


def list_development(store: Store) -> list[Development]:
    """Return which knowledge points develop which abilities."""
    return [Development(**row) for row in store.read("points/list_development")]


def list_order(store: Store) -> list[tuple[str, str]]:
    """Return every pair of points of which the first comes before the second."""
    return [(row["from_id"], row["to_id"]) for row in store.read("points/list_precedes")]


def list_prerequisites(store: Store, point_ids: Iterable[str]) -> list[Prerequisite]:
    """Return what comes before these points, as far back as it goes (at most 16 steps)."""
    rows = store.read("points/list_prerequisites", point_ids=sorted(point_ids))
    return [Prerequisite(**row) for row in rows]


def list_point_company(store: Store) -> dict[str, frozenset[str]]:
    """Return the ids of the courses, abilities, points and resources that each is joined to."""
    return {row["id"]: frozenset(row["company"]) for row in store.read("points/list_point_company")}
