"""How every spider walks a site: along the links its card allows, noting what gives no item."""

import heapq
import time
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawlers.answers import Known
from crawlers.budget import Allowance
from crawlers.card import Card
from crawlers.errors import CrawlError
from crawlers.items import Item
from crawlers.page import Page
from crawlers.reader import Reader, describe
from crawlers.reasons import explain, is_gone, is_lasting, is_passing
from crawlers.site import Site
from crawlers.state import State
from crawlers.takedown import TAKEN_DOWN

_LONGEST_ADDRESS = 2000
_RETRIES = 3


class CardSpider(Spider):
    """Walks a card's site; what it finds goes into the state.

    Attributes:
        failure: why the crawl cannot go on; None while it can.
        delay: seconds between two requests, the card's or more if robots.txt asks for more.
        put_back: a heap of addresses to try again, each with the time of the clock to wait for.
    """

    def __init__(
        self,
        card: Card,
        site: Site,
        state: State,
        report_progress: Callable[[], None],
    ) -> None:
        super().__init__()
        self.card = card
        self.site = site
        self.state = state
        self.reader = Reader(card, site, self.read)
        self.allowance = Allowance(card.budget)
        self.failure: str | None = None
        self.delay = card.delay_seconds
        self.put_back: list[tuple[float, str]] = []
        self._report_progress = report_progress

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider, and have it told of pages it fails on."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.note_error, signal=signals.spider_error)
        return spider

    @abstractmethod
    def read(self, page: Page) -> Item:
        """Return the item of a page.

        Raises:
            PageError: it holds none.
        """

    async def start(self) -> AsyncIterator[Request]:
        """Ask for nothing: the start pages are in the queue."""
        requests: tuple[Request, ...] = ()
        for request in requests:
            yield request

    def allows(self, url: str) -> bool:
        """Whether an address of the origin may be fetched."""
        known = self.reader.knows(url) or self.state.is_met_as(url, "sitemap")
        return known and not self.card.has_taken_down(url)

    def ask(self, url: str) -> Request | None:
        """Return the request for an address of the queue; None if it is not to be asked for."""
        known = self.state.get_known(url)
        if reason := self._refuse(known):
            self.state.drop(url, reason)
            return None
        return Request(
            self.site.to_server(url),
            headers=_list_validators(known),
            callback=self.take,
            errback=partial(self._note_failure, url),
            cb_kwargs={"url": url, "role": known.role},
            meta={
                "dont_retry": True,
                "handle_httpstatus_list": [304] if _list_validators(known) else [],
            },
            dont_filter=True,
        )

    def take(self, response: Response, url: str, role: str) -> None:
        """Take what came back for an address."""
        self.allowance.bytes += len(response.body)
        answer = describe(response)
        with self._stopping():
            if response.status == 304 or self.state.is_unchanged(url, answer.hash):
                self.state.keep(url, answer)
            else:
                self.state.store(url, self.reader.read(response, url, role))
        self._report_progress()

    def note_error(self, failure: Failure, response: Response) -> None:
        """Note a page that the spider itself failed on."""
        url = response.request.cb_kwargs["url"] if response.request else response.url
        self.state.fail(url, explain(failure.value))

    def _note_failure(self, url: str, failure: Failure) -> None:
        error = failure.value
        with self._stopping():
            if is_passing(error) and (tries := self.state.note_try(url)) <= _RETRIES:
                wait = self.delay * 2**tries
                heapq.heappush(self.put_back, (time.monotonic() + wait, url))
            elif is_lasting(error):
                self.state.drop(url, explain(error), "gone" if is_gone(error) else "refused")
            else:
                self.state.fail(url, explain(error))
        self._report_progress()

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """End the crawl where the state cannot be written."""
        try:
            yield
        except CrawlError as error:
            self.failure = str(error)
            raise CloseSpider("failed") from error

    def _refuse(self, known: Known) -> str | None:
        if self.card.has_taken_down(known.url):
            return TAKEN_DOWN
        if len(known.url) > _LONGEST_ADDRESS:
            return f"an address of {len(known.url)} characters"
        return None


def _list_validators(known: Known) -> dict[str, str]:
    said = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in said.items() if value}
