"""Courses, from schema.org Course, with the syllabi their pages link to."""

import re

from crawlers.card import Card
from crawlers.errors import PageError
from crawlers.files import name_file
from crawlers.items import CourseItem
from crawlers.linked_data import find_node, read_description, read_label, read_text
from crawlers.page import Page
from crawlers.walk import CardSpider


class CoursesSpider(CardSpider):
    """Reads every page of a courses card as a course."""

    name = "courses"

    def read(self, page: Page) -> CourseItem:
        """Return the course of the page."""
        return read_course(page, self.card)


def read_course(page: Page, card: Card) -> CourseItem:
    """Return the course a page describes, with the names of all the syllabi it links to.

    Raises:
        PageError: no course, or one without a code or a name.
    """
    node = find_node(page.blocks, "Course", page.marked)
    code, title = read_text(node.get("courseCode")), read_label(node.get("name"))
    if code is None or title is None:
        raise PageError(f"a Course without a {'name' if code else 'courseCode'}")
    files = {name_file(url, card.syllabi) for url in page.links}
    return CourseItem(
        url=page.url,
        source=card.name,
        fetched=page.fetched,
        provider=str(card.provider),
        code=code,
        title=title,
        description=read_description(node.get("description")),
        language=page.language,
        level=read_label(node.get("educationalLevel")),
        credits=_read_number(node.get("numberOfCredits")),
        hours=_read_hours(node.get("timeRequired")),
        syllabi=tuple(sorted(filter(None, files))),
    )


def _read_number(value: object) -> float | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?: ?[A-Za-z ]+)?", read_text(value) or "")
    return float(found.group(1)) if found else None


def _read_hours(value: object) -> float | None:
    """Hours of an ISO 8601 duration; one with days says nothing about hours of work."""
    found = re.fullmatch(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?(?:(\d+)S)?", read_text(value) or "")
    if found is None:
        return None
    hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return hours + minutes / 60 + seconds / 3600 or None
