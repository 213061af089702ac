"""What a crawl asks for, and what comes back."""

from dataclasses import dataclass

from crawlers.items import Item


@dataclass(frozen=True, slots=True)
class Link:
    """An address to ask for.

    Attributes:
        role: ``page``, ``file`` or ``sitemap``.
        changed: when a sitemap says it was, ISO 8601; what was fetched later is not asked again.
    """

    url: str
    role: str
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An address of the queue, and the validators of its last answer."""

    url: str
    role: str
    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an address.

    Attributes:
        hash: SHA-256 of the body, in hex.
        fetched: ISO 8601 with seconds, UTC.
        reason: why there is no item.
        leads_to: the card's patterns of the pages that it links to.
        name: the file's, with its body.
    """

    hash: str
    fetched: str
    etag: str | None = None
    modified: str | None = None
    item: Item | None = None
    reason: str | None = None
    leads_to: frozenset[str] = frozenset()
    links: tuple[Link, ...] = ()
    name: str | None = None
    body: bytes | None = None
