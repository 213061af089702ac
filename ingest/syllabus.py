"""A syllabus into the graph: course, knowledge points, their order, and outcomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.claims import Value
from graph.courses import list_course_points, list_courses
from graph.current import list_nodes
from graph.drafts import make_plan
from graph.frameworks import OWN_NAME
from graph.ids import course_id, point_id
from graph.plans import LeftOut, Node, Plan, Restated
from graph.store import Store
from ingest.courses import find_course
from ingest.syllabi.apart import read_apart
from ingest.syllabi.assertions import (
    OWN,
    Points,
    assert_all,
    list_outcome_nodes,
    list_work_nodes,
)
from ingest.syllabi.doubts import LEAST, Doubt, list_doubts
from ingest.syllabi.outline import Point, Syllabus, parse_syllabus
from text.normalise import normalise

SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".md", ".markdown")
STATED = ("COVERS", "PRECEDES", "TRAINS", "TEACHES")


@dataclass(frozen=True, slots=True)
class SyllabusPlan:
    """The plan of one syllabus: which course it is, what was read, and what not surely."""

    course_id: str
    title: str
    points: int
    outcomes: int
    plan: Plan
    doubts: tuple[Doubt, ...]


def list_syllabi(path: Path) -> list[Path]:
    """Return the syllabus files of a folder, or the one file that ``path`` is."""
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix.lower() in SUFFIXES)
    return [path]


def plan_syllabus(
    store: Store,
    path: Path,
    provider: str | None = None,
    profile: Path | None = None,
    least: float = LEAST,
) -> SyllabusPlan:
    """Return the plan that brings one syllabus into the map.

    A knowledge point is found again by course and name or alias, so that it keeps its id. What
    was read with a confidence under ``least`` is among the plan's doubts.

    Raises:
        SyllabusError: file or profile cannot be read, or the file names no course.
    """
    syllabus = parse_syllabus(path, profile, read_apart)
    course = _identify(store, syllabus, provider)
    points = _identify_points(store, course, syllabus)
    origin = f"syllabus:{course}"
    nodes = [_course_node(store, course, syllabus, provider), _framework_node()]
    nodes += [
        Node("KnowledgePoint", found, {"name": point.name, "course": course})
        for point, found in points.values()
    ]
    nodes += [*list_outcome_nodes(course, syllabus), *list_work_nodes(course, syllabus)]
    assertions = list(assert_all(course, origin, syllabus, points))
    restated = [Restated(kind, "imported", origin) for kind in STATED]
    plan = make_plan(store, nodes, assertions, restated)
    unread = tuple(LeftOut(str(path.name), note) for note in syllabus.unread)
    return SyllabusPlan(
        course,
        syllabus.title,
        len(points),
        len(syllabus.outcomes),
        Plan(plan.changes, plan.unchanged, plan.held, (*_name(plan.left_out, points), *unread)),
        tuple(list_doubts(syllabus, least)),
    )


def _name(left_out: Sequence[LeftOut], points: Points) -> list[LeftOut]:
    """Return what was left out with the points' names in place of their ids."""
    names = {found: point.name for point, found in points.values()}
    if not names:
        return list(left_out)
    ids = re.compile("|".join(map(re.escape, names)))

    def name(text: str) -> str:
        return ids.sub(lambda match: names[match[0]], text)

    return [LeftOut(name(each.subject), name(each.reason)) for each in left_out]


def _identify(store: Store, syllabus: Syllabus, provider: str | None) -> str:
    """Return the course's id: the graph's own where it knows the code."""
    if syllabus.code is not None:
        known = find_course(list_courses(store), syllabus.code, provider)
        if known is not None:
            return known.course_id
    return course_id(_provider(syllabus, provider), syllabus.code, syllabus.title)


def _provider(syllabus: Syllabus, provider: str | None) -> str:
    """Return the provider's short name: as given, else out of the syllabus."""
    words = re.findall(r"[a-z0-9]+", (syllabus.provider or "").casefold())
    return provider or (words[0] if words else "school")


def _identify_points(store: Store, course: str, syllabus: Syllabus) -> dict[str, tuple[Point, str]]:
    """Return each point of the syllabus with its id, by normalised name."""
    known: dict[str, str] = {}
    for covered in list_course_points(store, course):
        for name in (covered.name, *covered.aliases):
            known.setdefault(normalise(name), covered.point_id)
    points = [point for unit in syllabus.units for point in unit.points]
    return {
        normalise(p.name): (p, known.get(normalise(p.name), point_id(course, p.name)))
        for p in points
    }


def _course_node(store: Store, course: str, syllabus: Syllabus, provider: str | None) -> Node:
    """Return the course with what the catalogue has not said of it already."""
    said: dict[str, Value | None] = {
        "title": syllabus.title,
        "code": syllabus.code,
        "provider": _provider(syllabus, provider),
        "language": syllabus.language,
        "level": syllabus.level,
        "credits": syllabus.credits,
        "hours": syllabus.hours,
    }
    known = list_nodes(store, "Course", [course]).get(course, {})
    held = known.get("held", [])
    by_hand = set(held) if isinstance(held, list) else set()
    fresh = {name: said[name] for name in said if name not in known or name in by_hand}
    after = list(syllabus.prerequisite_courses) or None
    read = [
        f"{each.name}: {each.value} ({each.confidence:g}, {each.position})"
        for each in syllabus.fields
    ]
    return Node("Course", course, {**fresh, "prerequisites": after, "imported_fields": read})


def _framework_node() -> Node:
    return Node("Framework", OWN, {"name": OWN_NAME, "strict": False})
