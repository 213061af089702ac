from collections.abc import Callable

import pytest

from crawlers.card import Card
from crawlers.errors import PageError
from crawlers.items import CourseItem
from crawlers.page import Page
from crawlers.spiders.courses import read_course

ReadPage = Callable[..., Page]


def page_with(course: str) -> Page:
    return Page("https://c.example/1", "2026-09-01T12:00:00+00:00", None, (), (course,))


def test_a_course_is_read_with_its_syllabi(read_page: ReadPage, courses_card: Card) -> None:
    page = read_page("courses_object.html", "courses/DB101.html?from=index", courses_card)
    assert read_course(page, courses_card) == CourseItem(
        url="https://courses.lakeside.example/courses/DB101.html",
        source="lakeside-courses",
        fetched="2026-09-01T12:00:00+00:00",
        provider="lakeside",
        code="DB101",
        title="Databases",
        description="Students model data.\nOffice hours.",
        language="en",
        level="Beginner",
        credits=6.0,
        hours=84.5,
        syllabi=("2026-db101.docx", "db101.docx"),
    )


@pytest.mark.parametrize("form", ["microdata", "rdfa"])
def test_a_course_in_attributes_is_the_same_as_in_json_ld(
    read_page: ReadPage, courses_card: Card, form: str
) -> None:
    pages = (
        read_page(f"courses_{each}.html", "courses/1", courses_card) for each in ("object", form)
    )
    in_json_ld, in_attributes = (read_course(page, courses_card) for page in pages)
    assert in_attributes == in_json_ld


def test_what_a_course_does_not_say_stays_open(read_page: ReadPage, courses_card: Card) -> None:
    page = read_page("courses_bare.html", "courses/WEB1.html", courses_card)
    assert read_course(page, courses_card) == CourseItem(
        url="https://courses.lakeside.example/courses/WEB1.html",
        source="lakeside-courses",
        fetched="2026-09-01T12:00:00+00:00",
        provider="lakeside",
        code="WEB1",
        title="网页设计",
        description="",
        language="zh-CN",
        level=None,
        credits=4.0,
        hours=None,
        syllabi=(),
    )


@pytest.mark.parametrize(
    ("course", "missing"),
    [
        ('{"@type": "Course", "name": "Databases"}', "courseCode"),
        ('{"@type": "Course", "courseCode": "DB101"}', "name"),
    ],
)
def test_a_course_without_code_or_name_is_refused(
    course: str, missing: str, courses_card: Card
) -> None:
    with pytest.raises(PageError, match=f"a Course without a {missing}"):
        read_course(page_with(course), courses_card)
