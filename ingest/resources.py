"""Resources and the Q matrix into the graph."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from graph.claims import Block, Value
from graph.courses import Course, list_courses
from graph.drafts import make_plan
from graph.ids import resource_id
from graph.plans import Assertion, LeftOut, Node, Plan, Restated
from graph.points import list_points
from graph.resources import list_resources
from graph.store import Store
from ingest.courses import find_course
from ingest.errors import CellError, RawFileError
from ingest.raw import OnFault, Row, read_rows
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


def plan_q_matrix(store: Store, path: Path, source: str) -> Plan:
    """Return the plan that brings a course's Q matrix, named by its code, into the map.

    First column ``item`` holds the questions' keys, every other column is a knowledge point's
    name, the cells are 0 or 1. Unknown questions and points, cells that are neither, and rows and
    columns without a 1 are left out and counted.

    Raises:
        RawFileError: the file is no such table, or no course has its name as code.
    """
    course = find_course(list_courses(store), path.stem, None)
    if course is None:
        raise RawFileError(f"{path}: expected the file named by a known course's code")
    left_out = list[LeftOut]()
    header, rows = _read_matrix(path, left_out.append)
    names = name_points(store)
    points = [names.get((course.course_id, normalise(name))) for name in header]
    left_out += [
        LeftOut(f"{path}:1", f"{course.code} has no point {name!r}")
        for name, point in zip(header, points, strict=True)
        if point is None
    ]
    questions = {r.resource_id for r in list_resources(store) if r.kind == "question"}
    origin = f"qmatrix:{course.course_id}"
    assertions = list[Assertion]()
    for where, key, cells in rows:
        question = resource_id(source, key)
        if question not in questions:
            left_out.append(LeftOut(where, f"no question {key!r}"))
            continue
        needed, wrong = _parse_cells(cells, points)
        if wrong or not needed:
            left_out.append(LeftOut(where, wrong or f"question {key!r} needs no known point"))
            continue
        block = Block("imported", origin, {"confidence": 1.0})
        assertions += [Assertion("TESTS", question, point, block) for point in needed]
    untested = {point for point in points if point} - {item.to_id for item in assertions}
    left_out += [LeftOut(f"{path}:1", f"no question tests {point}") for point in sorted(untested)]
    plan = make_plan(store, (), assertions, [Restated("TESTS", "imported", origin)])
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


def _read_matrix(
    path: Path, on_fault: OnFault
) -> tuple[list[str], list[tuple[str, str, list[str]]]]:
    """Return the points' names and (where, key, cells) of each question."""
    rows = list(read_rows(path, ["item"], on_fault))
    names = [name for name in (rows[0].cells if rows else ()) if name != "item"]
    return names, [(r.where, r.cells["item"], [r.cells[n] for n in names]) for r in rows]


def _parse_cells(cells: Sequence[str], points: Sequence[str | None]) -> tuple[list[str], str]:
    """Return the points a question needs, or what is wrong with its cells."""
    odd = [cell for cell in cells if cell not in {"0", "1", ""}]
    if odd:
        return [], f"expected 0 or 1, found {odd[0]!r}"
    return [p for p, cell in zip(points, cells, strict=True) if cell == "1" and p], ""
