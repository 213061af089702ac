"""The history of a course platform: its resources into the map, its study sessions as events.

One record a session, as CSV or JSON lines (``.jsonl``), with the columns of ``COLUMNS``, and the
``title`` and ``kind`` of the resource if the platform has them.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from graph.claims import Block
from graph.courses import list_courses
from graph.drafts import make_plan
from graph.ids import learner_id, resource_id
from graph.plans import Assertion, LeftOut, Node, Plan
from graph.resources import list_resources
from graph.store import Store
from ingest.courses import find_course
from ingest.errors import CellError, RawFileError
from ingest.logs import ACTIVITY, LogReport, Reading, load_rows
from ingest.raw import OnFault, Row, read_rows
from ingest.resources import KINDS, name_points
from text.normalise import normalise

COLUMNS = ("course", "unit", "resource", "number", "started", "seconds", "progress")


def plan_history(store: Store, path: Path, source: str) -> Plan:
    """Return the plan that brings the resources of a history in that the map does not know.

    A resource teaches the knowledge point of its course that its unit is named after; of other
    units only the course is known. Known resources are left as they are.

    Raises:
        RawFileError: the file lacks a column.
    """
    courses, names = list_courses(store), name_points(store)
    known = {found.resource_id for found in list_resources(store)}
    left_out, nodes, taught = list[LeftOut](), dict[str, Node](), set[tuple[str, str]]()
    for row in _read(path, left_out.append):
        node_id = resource_id(source, row.cells["resource"])
        course = find_course(courses, row.cells["course"], None)
        if course is None:
            unknown = CellError("course", "a known course's code", repr(row.cells["course"]))
            left_out.append(unknown.at(row.where))
        elif node_id not in known and row.cells["resource"]:
            nodes.setdefault(node_id, _make_node(node_id, course.course_id, row))
            point = names.get((course.course_id, normalise(row.cells["unit"])))
            taught |= {(node_id, point)} if point else set()
    block = Block("imported", f"history:{source}", {"confidence": 1.0})
    links = [Assertion("TEACHES", node, point, block) for node, point in sorted(taught)]
    plan = make_plan(store, [nodes[each] for each in sorted(nodes)], links)
    return Plan(plan.changes, plan.unchanged, plan.held, (*plan.left_out, *left_out))


def load_history(
    store: Store, path: Path, source: str, key: bytes, reading: Reading | None = None
) -> LogReport:
    """Bring the sessions of a history in, once their resources are; again it adds nothing.

    A session is told from another by learner, resource and start.

    Raises:
        RawFileError: the file lacks a column.
    """
    left_out = list[LeftOut]()
    rows = list[Row]()
    for row in _read(path, left_out.append):
        if row.cells["started"]:
            rows.append(Row(row.where, row.cells | {"session": _name_session(row, key)}))
        else:
            left_out.append(CellError("started", "a time", "none").at(row.where))
    report = load_rows(store, rows, ACTIVITY, source, key, reading or Reading())
    return LogReport(report.added, report.known, (*left_out, *report.left_out))


def _read(path: Path, on_fault: OnFault) -> Iterator[Row]:
    if path.suffix != ".jsonl":
        yield from read_rows(path, COLUMNS, on_fault)
        return
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RawFileError(f"{path}: expected JSON lines: {error}") from error
    for number, line in enumerate(lines, start=1):
        try:
            if line.strip():
                yield Row(f"{path}:{number}", _parse_record(line))
        except CellError as error:
            on_fault(error.at(f"{path}:{number}"))


def _parse_record(line: str) -> dict[str, str]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CellError("row", "JSON", str(error)[:80]) from error
    if not isinstance(said, dict):
        raise CellError("row", "an object", type(said).__name__)
    for name in COLUMNS:
        if not isinstance(said.get(name, ""), str | int | float | None):
            raise CellError(name, "a text or a number", type(said[name]).__name__)
    return {
        name: "" if said.get(name) is None else str(said[name]).strip()
        for name in (*COLUMNS, "title", "kind")
    }


def _make_node(node_id: str, course_id: str, row: Row) -> Node:
    kind = row.cells.get("kind", "")
    title = row.cells.get("title") or row.cells["resource"]
    return Node(
        "Resource",
        node_id,
        {"kind": kind if kind in KINDS else "text", "title": title, "course": course_id},
    )


def _name_session(row: Row, key: bytes) -> str:
    """Return a key that tells nothing of the learner to those without the school's own."""
    learner = learner_id(key, row.cells["number"])
    said = f"{learner}|{row.cells['resource']}|{row.cells['started']}"
    return f"history:{hashlib.sha256(said.encode()).hexdigest()[:16]}"
