"""What a crawl brings home: the contract with ``ingest``, one item to a JSON line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostingItem:
    """A job posting, free of contact data.

    Attributes:
        url: canonical and absolute, in the origin of the card; the posting's identity.
        source: name of the source card.
        fetched: ISO 8601 with seconds, UTC.
        description: plain text, one line to a block of the page; may be empty.
        place: names of the places, joined by "; ".
        posted: ISO date.
        language: BCP 47 tag of the page.
        occupation: what the page calls its category.
    """

    url: str
    source: str
    fetched: str
    title: str
    description: str
    employer: str | None
    place: str | None
    posted: str | None
    language: str | None
    occupation: str | None


@dataclass(frozen=True, slots=True)
class CourseItem:
    """A course, free of contact data.

    Attributes:
        url: canonical and absolute, in the origin of the card; the course's identity.
        source: name of the source card.
        fetched: ISO 8601 with seconds, UTC.
        provider: the card's.
        description: plain text, one line to a block of the page; may be empty.
        language: BCP 47 tag of the page.
        hours: of work, above 0.
        syllabi: names of the files downloaded beside the items, sorted.
    """

    url: str
    source: str
    fetched: str
    provider: str
    code: str
    title: str
    description: str
    language: str | None
    level: str | None
    credits: float | None
    hours: float | None
    syllabi: tuple[str, ...]


Item = PostingItem | CourseItem
