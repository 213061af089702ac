"""Resources into the graph."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.claims import Block, Value
from graph.courses import Course, list_courses
from graph.drafts import make_plan
from graph.ids import resource_id
from graph.plans import Assertion, LeftOut, Node, Plan, Restated
from graph.points import list_points
from graph.store import Store
from ingest.courses import find_course
from ingest.errors import CellError
from ingest.raw import Row, read_rows
from text.normalise import normalise

COLUMNS = (
    *("key", "kind", "title", "course", "points", "url", "seconds", "language", "difficulty"),
    *("stem", "options", "answer", "analysis"),
)
KINDS = ("question", "video", "text", "exercise", "course")
Names = Mapping[tuple[str, str], str]


def plan_resources(store: Store, path: Path, source: str) -> Plan:
    """Return the plan that brings a table of resources into the map.

    ``source`` names who provides them and starts their ids. A row with an unknown course, point
    or kind is left out and counted.

    Raises:
        RawFileError: the file is not such a table.
    """
    courses, names = list_courses(store), name_points(store)
    origin = f"resources:{source}"
    nodes, assertions, left_out = list[Node](), list[Assertion](), list[LeftOut]()
    for row in read_rows(path, COLUMNS, left_out.append):
        try:
            course = _get_course(courses, row)
            node = _resource_node(row, course, source)
        except CellError as error:
            left_out.append(error.at(row.where))
            continue
        nodes.append(node)
        for name in filter(None, map(str.strip, row.cells["points"].split(";"))):
            point = names.get((course.course_id, normalise(name)))
            if point is None:
                unknown = CellError("points", f"points of {course.code}", repr(name))
                left_out.append(unknown.at(row.where))
                continue
            block = Block("imported", origin, {"confidence": 1.0})
            assertions.append(Assertion("TEACHES", node.id, point, block))
    plan = make_plan(store, nodes, assertions, [Restated("TEACHES", "imported", origin)])
    return Plan(plan.changes, plan.unchanged, plan.held, (*plan.left_out, *left_out))


def name_points(store: Store) -> Names:
    """Return point ids by course and normalised name or alias."""
    return {
        (point.course_id, normalise(name)): point.point_id
        for point in list_points(store)
        for name in (*point.aliases, point.name)
    }


def _get_course(courses: Sequence[Course], row: Row) -> Course:
    course = find_course(courses, row.cells["course"], None)
    if course is None:
        raise CellError("course", "a known course's code", repr(row.cells["course"]))
    return course


def _resource_node(row: Row, course: Course, source: str) -> Node:
    cells = row.cells
    if not cells["key"]:
        raise CellError("key", "a key", "none")
    if cells["kind"] not in KINDS:
        raise CellError("kind", f"one of {', '.join(KINDS)}", repr(cells["kind"]))
    options = [option.strip() for option in cells["options"].split("|") if option.strip()]
    properties: dict[str, Value | None] = {
        name: cells[name] or None
        for name in ("kind", "title", "url", "language", "stem", "answer", "analysis")
    }
    properties |= {
        "course": course.course_id,
        "options": options or None,
        "seconds": _parse_seconds(cells["seconds"]),
        "difficulty": _parse_difficulty(cells["difficulty"]),
    }
    return Node("Resource", resource_id(source, cells["key"]), properties)


def _parse_seconds(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise CellError("seconds", "a number of 0 or more", repr(text))
    return int(text)


def _parse_difficulty(text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0.0 <= value <= 1.0:
        raise CellError("difficulty", "a number from 0 to 1", repr(text))
    return value
