"""What an answer of the site holds: an item or none, a file, and where it leads."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.http import HtmlResponse, Response

from crawlers.answers import Answer, Link
from crawlers.card import Card
from crawlers.errors import PageError
from crawlers.files import name_file
from crawlers.items import Item
from crawlers.page import Page, parse_page
from crawlers.site import Site, find_pattern
from crawlers.sitemap import Sitemap, parse_sitemap
from crawlers.takedown import TAKEN_DOWN


class Reader:
    """Reads what comes back for the addresses of a card."""

    def __init__(self, card: Card, site: Site, read_item: Callable[[Page], Item]) -> None:
        self._card, self._site, self._read_item = card, site, read_item
        self._starts = site.to_origins(card.start_urls)
        self._sitemaps = site.to_origins(card.sitemaps)

    def knows(self, url: str) -> bool:
        """Whether the card names an address of the origin, as a page or a file."""
        patterns = self._card.follow + self._card.syllabi
        return url in self._starts or find_pattern(url, patterns) is not None

    def read(self, response: Response, url: str, role: str) -> Answer:
        """Read what came back for an address that was asked for in a role."""
        answer = describe(response)
        try:
            if role == "file":
                return self._read_file(url, response.body, answer)
            if role == "sitemap":
                links = self._list_links(url, parse_sitemap(response.body))
                return replace(answer, links=tuple(links))
            return self._read_page(response, answer)
        except PageError as error:
            return replace(answer, reason=str(error))

    def _read_file(self, url: str, body: bytes, answer: Answer) -> Answer:
        name = name_file(url, self._card.syllabi)
        if name is None:
            raise PageError("its address gives no file name")
        return replace(answer, name=name, body=body)

    def _read_page(self, response: Response, answer: Answer) -> Answer:
        if not isinstance(response, HtmlResponse):
            found = (response.headers.get("Content-Type") or b"nothing").decode("latin-1")
            raise PageError(f"expected HTML, found {found}")
        page = parse_page(response, self._site, datetime.fromisoformat(answer.fetched))
        kinds = (find_pattern(link, self._card.follow) for link in page.links)
        answer = replace(
            answer,
            leads_to=frozenset(filter(None, kinds)),
            links=tuple(
                Link(url, _name_role(url, self._card)) for url in page.links if self.knows(url)
            ),
        )
        try:
            item = self._read_item(page)
        except PageError as error:
            return replace(answer, reason=str(error))
        if self._card.has_taken_down(item.url):
            return replace(answer, reason=TAKEN_DOWN)
        return replace(answer, item=item)

    def _list_links(self, url: str, sitemap: Sitemap) -> Iterator[Link]:
        """Yield the addresses of a sitemap that the card names; an index leads to sitemaps only.

        Raises:
            PageError: an index that is not the card's own.
        """
        if sitemap.is_index and url not in self._sitemaps:
            raise PageError("an index of sitemaps in an index")
        for entry in sitemap.entries:
            found = self._site.to_origin(entry.url)
            if found is not None and sitemap.is_index:
                yield Link(found, "sitemap", entry.changed)
            elif found is not None and self.knows(found):
                yield Link(found, _name_role(found, self._card), entry.changed)


def list_starts(card: Card, site: Site) -> list[Link]:
    """Return where a crawl starts: its sitemaps, then its start pages."""
    sitemaps = [Link(url, "sitemap") for url in site.to_origins(card.sitemaps)]
    starts = site.to_origins(card.start_urls)
    return sitemaps + [Link(url, _name_role(url, card)) for url in starts]


def describe(response: Response) -> Answer:
    """Return what tells one answer of an address from the next."""
    return Answer(
        hash=hashlib.sha256(response.body).hexdigest(),
        fetched=datetime.now(UTC).isoformat(timespec="seconds"),
        etag=_read_header(response, "ETag"),
        modified=_read_header(response, "Last-Modified"),
    )


def _read_header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def _name_role(url: str, card: Card) -> str:
    return "file" if find_pattern(url, card.syllabi) else "page"
