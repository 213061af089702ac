"""A made school's points in an order that can be learnt, and the week each is taught in."""

from collections.abc import Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import numpy as np
from numpy.typing import NDArray

from evaluation.errors import SchoolError
from evaluation.semester import School, SimulatedPoint

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Curriculum:
    """Points by index, prerequisites first, as near to the order given as that allows.

    Attributes:
        points: the ``K`` points.
        needs: the prerequisites of each point.
        depth: length of the longest chain of prerequisites below each point.
        weeks: week in which each point is taught, from 0, spread evenly over its course.
        taught: points of each week.
        questions: points of each question.
        materials: points of each material.
    """

    points: tuple[SimulatedPoint, ...]
    needs: tuple[tuple[int, ...], ...]
    depth: tuple[int, ...]
    weeks: tuple[int, ...]
    taught: tuple[tuple[int, ...], ...]
    questions: tuple[tuple[int, ...], ...]
    materials: tuple[tuple[int, ...], ...]


def plan_curriculum(school: School, weeks: int) -> Curriculum:
    """Order the points and spread each course over the weeks.

    Raises:
        SchoolError: a point named twice or unknown, a circle of prerequisites, no week.
    """
    if weeks < 1:
        raise SchoolError(f"semester: expected one week or more, found {weeks}")
    points = _order(school.points)
    place = {point.id: index for index, point in enumerate(points)}
    needs = [_find(place, point.prerequisites, f"point {point.id}") for point in points]
    depth: list[int] = []
    for own in needs:
        depth.append(1 + max((depth[need] for need in own), default=-1))
    spread = _spread([point.course for point in points], weeks)
    return Curriculum(
        tuple(points),
        tuple(needs),
        tuple(depth),
        tuple(spread),
        tuple(tuple(i for i, own in enumerate(spread) if own == week) for week in range(weeks)),
        tuple(_find(place, q.points, f"question {q.key}") for q in school.questions),
        tuple(_find(place, m.points, f"material {m.key}") for m in school.materials),
    )


def find_in_reach(curriculum: Curriculum, mastered: BoolArray, point: int) -> int:
    """Return the point, or the first missing one below it whose prerequisites are mastered."""
    missing = [need for need in curriculum.needs[point] if not mastered[need]]
    return find_in_reach(curriculum, mastered, missing[0]) if missing else point


def _order(points: Sequence[SimulatedPoint]) -> list[SimulatedPoint]:
    """Put prerequisites first, otherwise keep the order."""
    known = {point.id: point for point in points}
    if len(known) < len(points):
        raise SchoolError(f"points: expected {len(points)} different ids, found {len(known)}")
    try:
        levels = {
            point: level
            for level, point in enumerate(
                TopologicalSorter({p.id: p.prerequisites for p in points}).static_order()
            )
        }
    except CycleError as circle:
        raise SchoolError(f"prerequisites: expected no circle, found {circle.args[1]}") from circle
    ordered: dict[str, SimulatedPoint] = {}
    for point in points:
        for below in sorted(_list_below(known, point), key=levels.__getitem__):
            ordered.setdefault(below, known[below])
    return list(ordered.values())


def _list_below(known: dict[str, SimulatedPoint], point: SimulatedPoint) -> set[str]:
    """Return the point and everything that must come before it."""
    found, waiting = {point.id}, [point]
    while waiting:
        current = waiting.pop()
        for need in current.prerequisites:
            if need not in known:
                raise SchoolError(f"point {current.id}: expected a known point, found {need!r}")
            if need not in found:
                found.add(need)
                waiting.append(known[need])
    return found


def _find(place: dict[str, int], ids: Sequence[str], owner: str) -> tuple[int, ...]:
    """Return the indices of the points named."""
    for name in ids:
        if name not in place:
            raise SchoolError(f"{owner}: expected a known point, found {name!r}")
    return tuple(place[name] for name in ids)


def _spread(courses: list[str], weeks: int) -> list[int]:
    """Return the week of each point, so that every course lasts all weeks."""
    sizes = {course: courses.count(course) for course in courses}
    taught = dict.fromkeys(courses, 0)
    found = []
    for course in courses:
        found.append(taught[course] * weeks // sizes[course])
        taught[course] += 1
    return found
