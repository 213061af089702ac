"""Job postings, from schema.org JobPosting."""

import re
from datetime import date

from crawlers.card import Card
from crawlers.errors import PageError
from crawlers.items import PostingItem
from crawlers.linked_data import find_node, list_values, read_description, read_label, read_text
from crawlers.page import Page
from crawlers.walk import CardSpider


class JobsSpider(CardSpider):
    """Reads every page of a jobs card as a posting."""

    name = "jobs"

    def read(self, page: Page) -> PostingItem:
        """Return the posting of the page."""
        return read_posting(page, self.card)


def read_posting(page: Page, card: Card) -> PostingItem:
    """Return the posting a page describes.

    Raises:
        PageError: no posting, or one without a title.
    """
    node = find_node(page.blocks, "JobPosting", page.marked)
    title = read_label(node.get("title")) or read_label(node.get("name"))
    if title is None:
        raise PageError("a JobPosting without a title")
    return PostingItem(
        url=page.url,
        source=card.name,
        fetched=page.fetched,
        title=title,
        description=read_description(node.get("description")),
        employer=read_label(node.get("hiringOrganization")),
        place=_read_places(node.get("jobLocation")),
        posted=_read_date(node.get("datePosted")),
        language=page.language,
        occupation=read_label(node.get("occupationalCategory")),
    )


def _read_places(value: object) -> str | None:
    places = filter(None, map(_read_place, list_values(value)))
    return "; ".join(dict.fromkeys(places)) or None


def _read_place(value: object) -> str | None:
    if not isinstance(value, dict):
        return read_label(value)
    address = value.get("address")
    if not isinstance(address, dict):
        return read_label(address) or read_label(value)
    parts = ("addressLocality", "addressRegion", "addressCountry")
    return next(filter(None, (read_label(address.get(part)) for part in parts)), None)


def _read_date(value: object) -> str | None:
    """Return the day of an ISO 8601 date or time; None if there is none in the calendar."""
    found = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", read_text(value) or "")
    try:
        return date.fromisoformat(found.group()).isoformat() if found else None
    except ValueError:
        return None
