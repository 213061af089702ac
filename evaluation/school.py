"""The school of a simulated semester: its map from the graph, its classes from a file."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from evaluation.errors import SchoolError
from evaluation.semester import (
    ClassPlan,
    School,
    SimulatedMaterial,
    SimulatedPoint,
    SimulatedQuestion,
)
from graph.courses import Course, list_courses
from graph.points import list_points, list_prerequisites
from graph.resources import list_resources
from graph.store import Store

_KEYS = {"source", "start", "weeks", "seed", "classes"}
_CLASS_KEYS = {"name", "major", "college", "grade", "learners", "target_job", "courses"}
_A_READING = 900


@dataclass(frozen=True, slots=True)
class Plan:
    """A semester to simulate; ``source`` starts the resources' ids."""

    source: str
    start: date
    weeks: int
    seed: int
    classes: tuple[dict[str, Any], ...]


def load_classes(path: Path) -> Plan:
    """Read the classes of a school.

    Raises:
        SchoolError: other keys than expected, or none.
    """
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    _check_keys(path, said, _KEYS)
    for one in said["classes"]:
        _check_keys(path, one, _CLASS_KEYS)
    start = date.fromisoformat(str(said["start"]))
    return Plan(said["source"], start, said["weeks"], said["seed"], tuple(said["classes"]))


def read_school(store: Store, plan: Plan) -> School:
    """Return the school as the graph knows it.

    Raises:
        SchoolError: a class takes a course that the graph does not have.
    """
    points = list_points(store)
    before: dict[str, list[str]] = {point.point_id: [] for point in points}
    for pair in list_prerequisites(store, before):
        before[pair.to_id].append(pair.from_id)
    prefix = f"{plan.source}:"
    resources = [r for r in list_resources(store) if r.resource_id.startswith(prefix)]
    courses = {course.code: course for course in list_courses(store)}
    return School(
        [SimulatedPoint(p.point_id, p.course_id, tuple(before[p.point_id])) for p in points],
        [
            SimulatedQuestion(r.resource_id.removeprefix(prefix), tuple(r.tests))
            for r in resources
            if r.tests
        ],
        [
            SimulatedMaterial(
                r.resource_id.removeprefix(prefix),
                r.kind,
                tuple(r.teaches),
                r.seconds or _A_READING,
            )
            for r in resources
            if r.teaches
        ],
        [_class_plan(one, courses) for one in plan.classes],
    )


def _class_plan(said: dict[str, Any], courses: dict[str | None, Course]) -> ClassPlan:
    unknown = [code for code in said["courses"] if code not in courses]
    if unknown:
        raise SchoolError(f"class {said['name']}: expected known courses, found {unknown}")
    return ClassPlan(
        name=said["name"],
        major=said["major"],
        courses=tuple(courses[code].course_id for code in said["courses"]),
        learners=said["learners"],
        target_job=said["target_job"],
        college=said["college"],
        grade=said["grade"],
    )


def _check_keys(path: Path, said: object, expected: set[str]) -> None:
    found = set(said) if isinstance(said, dict) else {str(said)}
    if found != expected:
        raise SchoolError(f"{path}: expected the keys {sorted(expected)}, found {found}")
