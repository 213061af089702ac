from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from crawlers.items import CourseItem
from graph.changes import apply_plan
from graph.courses import Course
from graph.current import list_nodes
from graph.store import Store
from ingest.courses import find_course, plan_courses
from ingest.errors import RawFileError

WriteItems = Callable[..., Path]
ITEM = CourseItem(
    "https://courses.example/db101",
    "made-courses",
    "2026-09-01T12:00:00+00:00",
    "lake",
    "DB101",
    "Databases",
    "Tables and keys",
    "en",
    None,
    4.0,
    None,
    (),
)


def course(provider: str, code: str | None) -> Course:
    return Course(f"{provider}:{code}", "title", code, provider, "en", 0)


def test_a_catalogue_is_in_the_map_once(one_store: Store, write_items: WriteItems) -> None:
    path = write_items([ITEM, replace(ITEM, code="WEB101", title="Web")])
    apply_plan(one_store, plan_courses(one_store, path), "catalogue")
    held = list_nodes(one_store, "Course", ["lake:DB101", "lake:WEB101"])
    assert [each["title"] for _, each in sorted(held.items())] == ["Databases", "Web"]
    again = plan_courses(one_store, path)
    assert (again.changes, again.unchanged) == ((), 2)


def test_only_what_the_catalogue_says_otherwise_is_changed(
    one_store: Store, write_items: WriteItems
) -> None:
    apply_plan(one_store, plan_courses(one_store, write_items([ITEM])), "catalogue")
    made = plan_courses(one_store, write_items([replace(ITEM, credits=5.0)]))
    assert [(change.op, change.before, change.after) for change in made.changes] == [
        ("set", {"credits": 4.0}, {"credits": 5.0})
    ]


def test_what_the_crawl_did_not_write_is_refused(
    one_store: Store, write: Callable[[str, str], Path]
) -> None:
    with pytest.raises(RawFileError, match=r"courses.jsonl:1: expected the fields"):
        plan_courses(one_store, write("courses.jsonl", '{"title": "Databases"}\n'))


@pytest.mark.parametrize(
    ("code", "provider", "found"),
    [
        ("db101", None, None),
        ("DB101", "lake", "lake:DB101"),
        ("web 101", None, None),
        ("ＷＥＢ101", None, "sea:WEB101"),
    ],
)
def test_a_course_is_found_by_its_code_where_only_one_has_it(
    code: str, provider: str | None, found: str | None
) -> None:
    courses = [course("lake", "DB101"), course("sea", "DB101"), course("sea", "WEB101")]
    named = find_course([*courses, course("sea", None)], code, provider)
    assert (named.course_id if named else None) == found
