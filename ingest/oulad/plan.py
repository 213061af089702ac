"""OULAD's modules as courses, its assessments and sites as resources."""

from pathlib import Path

from graph.claims import Value
from graph.drafts import make_plan
from graph.ids import course_id, resource_id
from graph.plans import LeftOut, Node, Plan
from graph.store import Store
from ingest.errors import CellError
from ingest.oulad.tables import (
    ASSESSMENTS,
    COURSES,
    SITES,
    SOURCE,
    Cells,
    get_key,
    has_table,
    parse_start,
    read_table,
)

_TYPES = {"TMA": "tutor-marked assignment", "CMA": "computer-marked assignment", "Exam": "exam"}
_PRACTISED = frozenset({"quiz", "externalquiz", "questionnaire", "repeatactivity"})
Nodes = tuple[Node, ...]


def plan_oulad(store: Store, folder: Path) -> Plan:
    """Return the plan that brings OULAD's modules, assessments and sites into the map.

    A module is a course, however often it was presented; an assessment is a question, the kind
    that a Q matrix may join to knowledge points; a site is a text, or an exercise if it is a quiz.

    Raises:
        RawFileError: the assessments or a column are missing.
    """
    left_out, found = list[LeftOut](), list[Nodes]()
    if has_table(folder, COURSES):
        found += read_table(folder, COURSES, _parse_course, left_out.append)
    found += read_table(folder, ASSESSMENTS, _parse_assessment, left_out.append)
    if has_table(folder, SITES):
        found += read_table(folder, SITES, _parse_site, left_out.append)
    nodes = {node.id: node for group in found for node in group}
    plan = make_plan(store, list(nodes.values()))
    return Plan(plan.changes, plan.unchanged, plan.held, (*plan.left_out, *left_out))


def _parse_course(cells: Cells) -> Nodes:
    parse_start(cells)
    code = get_key(cells, "code_module")
    properties: dict[str, Value | None] = {"title": code, "code": code, "provider": SOURCE}
    return (Node("Course", course_id(SOURCE, code, code), properties),)


def _parse_assessment(cells: Cells) -> Nodes:
    kind = cells["assessment_type"]
    if kind not in _TYPES:
        raise CellError("assessment_type", f"one of {', '.join(_TYPES)}", repr(kind))
    when = f"day {cells['date']}" if cells["date"] else "at the end"
    about = f"{_TYPES[kind]}, {when}, weight {cells['weight'] or 'unknown'}"
    return _make(get_key(cells, "id_assessment"), "question", about, cells)


def _parse_site(cells: Cells) -> Nodes:
    kind = "exercise" if cells["activity_type"] in _PRACTISED else "text"
    return _make(f"site-{get_key(cells, 'id_site')}", kind, cells["activity_type"], cells)


def _make(key: str, kind: str, about: str, cells: Cells) -> Nodes:
    """Return a resource, behind its course."""
    [course] = _parse_course(cells)
    properties: dict[str, Value | None] = {
        "kind": kind,
        "title": f"{cells['code_module']} {cells['code_presentation']}, {about}",
        "course": course.id,
    }
    return course, Node("Resource", resource_id(SOURCE, key), properties)
