"""The course catalogue into the graph."""

from collections.abc import Sequence
from pathlib import Path

from crawlers.items import CourseItem
from graph.claims import Value
from graph.courses import Course
from graph.drafts import make_plan
from graph.ids import course_id
from graph.plans import Node, Plan, present
from graph.store import Store
from ingest.raw import read_items
from text.normalise import normalise


def plan_courses(store: Store, path: Path) -> Plan:
    """Return the plan that brings a crawled catalogue into the map.

    Raises:
        RawFileError: the file is not what the crawl writes.
    """
    return make_plan(store, [_node(item) for item in read_items(path, CourseItem)])


def find_course(courses: Sequence[Course], code: str, provider: str | None) -> Course | None:
    """Return the one course of this code (and provider, if given), None for none or several."""
    wanted = normalise(code)
    found = [
        course
        for course in courses
        if normalise(course.code or "") == wanted and provider in {None, course.provider}
    ]
    return found[0] if len(found) == 1 else None


def _node(item: CourseItem) -> Node:
    said: dict[str, Value | None] = {
        "title": item.title,
        "code": item.code,
        "provider": item.provider,
        "description": item.description or None,
        "language": item.language,
        "level": item.level,
        "credits": item.credits,
        "hours": item.hours,
        "url": item.url,
    }
    node_id = course_id(item.provider, item.code, item.title)
    return Node("Course", node_id, present(said))  # what it leaves open, a syllabus may say
