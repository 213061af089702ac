"""Resources: what teaches and what tests knowledge points."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.current import unfold
from graph.plans import Ends
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource; ``tests`` is a question's row of the Q matrix."""

    resource_id: str
    kind: str
    title: str | None
    course_id: str | None
    seconds: int | None
    teaches: list[str]
    tests: list[str]


@dataclass(frozen=True, slots=True)
class PointResource:
    """A resource that TEACHES or TESTS a point, a question by its text.

    Attributes:
        difficulty: 0 easy to 1 hard, None where unknown.
        origin: who says that it teaches or tests the point.
    """

    point_id: str
    relation: str
    resource_id: str
    kind: str
    title: str | None
    url: str | None
    seconds: int | None
    difficulty: float | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class LinkedResource:
    """A resource with all the points that it teaches and tests.

    Attributes:
        difficulty: 0 easy to 1 hard, as its source says; None where unknown.
    """

    resource_id: str
    kind: str
    title: str | None
    url: str | None
    seconds: int | None
    difficulty: float | None
    teaches: list[str]
    tests: list[str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``difficulty`` as its source says it, 0 easy to 1 hard."""

    question_id: str
    title: str | None
    course_id: str | None
    difficulty: float | None


@dataclass(frozen=True, slots=True)
class QEntry:
    """A question needs a knowledge point."""

    question_id: str
    course_id: str | None
    point_id: str


def list_resources(store: Store) -> list[Resource]:
    """Return all resources."""
    return [Resource(**row) for row in store.read("resources/list_resources")]


def list_resources_about(store: Store, point_ids: Iterable[str]) -> list[LinkedResource]:
    """Return the resources that teach or test one of these points."""
    rows = store.read("resources/list_resources_about", point_ids=sorted(point_ids))
    return [LinkedResource(**row) for row in rows]


def list_questions(store: Store) -> list[Question]:
    """Return all questions."""
    return [Question(**row) for row in store.read("resources/list_questions")]


def list_known_resources(store: Store, resource_ids: Iterable[str]) -> dict[str, str]:
    """Return the kind of those of these ids that are resources'."""
    rows = store.read("resources/list_known_resources", ids=sorted(set(resource_ids)))
    return {row["resource_id"]: row["kind"] for row in rows}


def list_resource_urls(store: Store) -> dict[str, str]:
    """Return the resource at each place that resources name."""
    return {row["url"]: row["resource_id"] for row in store.read("resources/list_resource_urls")}


def list_tests_of_origin(store: Store, origin: str) -> list[Ends]:
    """Return the question and the point of each TESTS that an origin says."""
    return sorted(unfold(store.read("resources/list_tests_of_origin", origin=origin)))


def list_q_matrix(store: Store) -> list[QEntry]:
    """Return the Q matrix, by course, question and point."""
    return [QEntry(**row) for row in store.read("resources/list_q_matrix")]


def list_point_resources(
    store: Store, point_ids: Iterable[str], per_point: int = 3
) -> list[PointResource]:
    """Return what teaches and what tests each point: up to ``per_point`` each, easiest first."""
    rows = store.read(
        "resources/list_resources_of_points", point_ids=sorted(point_ids), per_point=per_point
    )
    return [
        PointResource(row["point_id"], row["relation"], **found)
        for row in rows
        for found in row["resources"]
    ]
