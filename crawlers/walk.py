"""How every spider walks a site: along the links its card allows, noting what gives no item."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

from crawlers.card import Card
from crawlers.errors import CrawlError, PageError
from crawlers.files import name_file, write_file
from crawlers.harvest import Harvest, Item, Visit
from crawlers.page import Page, parse_page
from crawlers.reasons import explain
from crawlers.site import Site, find_pattern

_LONGEST_ADDRESS = 2000


class CardSpider(Spider):
    """Walks a card's site; what it finds is in its harvest.

    Attributes:
        failure: why the crawl cannot go on; None while it can.
    """

    def __init__(
        self,
        card: Card,
        site: Site,
        staging: Path,
        report_progress: Callable[[int], None],
    ) -> None:
        super().__init__()
        self.card = card
        self.site = site
        self.harvest = Harvest()
        self.failure: str | None = None
        self._folder = staging
        self._report_progress = report_progress
        self._starts = tuple(filter(None, map(site.to_origin, card.start_urls)))
        self._seen: set[str] = set()

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
        """Ask for the start pages."""
        for request in self._ask(self._starts):
            yield request

    def allows(self, url: str) -> bool:
        """Whether the card allows to fetch an address of the origin."""
        patterns = self.card.follow + self.card.syllabi
        return url in self._starts or find_pattern(url, patterns) is not None

    def parse(self, response: Response, url: str) -> Iterator[Request]:
        """Take the item of the page that was asked for as ``url``, and follow its links."""
        if not isinstance(response, HtmlResponse):
            found = (response.headers.get("Content-Type") or b"nothing").decode("latin-1")
            self.harvest.leave_out(url, f"expected HTML, found {found}")
            return
        page = parse_page(response, self.site)
        self._gather(url, page)
        yield from self._ask(page.links)

    def save(self, response: Response, url: str) -> None:
        """Keep a syllabus."""
        name = name_file(url, self.card.syllabi)
        if name is None:
            self.harvest.leave_out(url, "its address gives no file name")
            return
        try:
            write_file(self._folder, f"{self.card.name}/{name}", response.body)
        except CrawlError as error:
            self.failure = str(error)
            raise CloseSpider("failed") from error
        self.harvest.note_file(name, url)

    def note_error(self, failure: Failure, response: Response) -> None:
        """Note a page that the spider itself failed on."""
        url = response.request.cb_kwargs["url"] if response.request else response.url
        self.harvest.leave_out(url, explain(failure.value))

    def _note_failure(self, url: str, failure: Failure) -> None:
        self.harvest.leave_out(url, explain(failure.value))

    def _gather(self, url: str, page: Page) -> None:
        kinds = (find_pattern(link, self.card.follow) for link in page.links)
        kind = None if url in self._starts else find_pattern(url, self.card.follow)
        visit = Visit(url, kind, frozenset(filter(None, kinds)))
        try:
            self.harvest.add(visit, self.read(page))
        except PageError as error:
            self.harvest.note_without_item(visit, str(error))
        else:
            self._report_progress(len(self.harvest))

    def _ask(self, urls: tuple[str, ...]) -> Iterator[Request]:
        for url in urls:
            if url in self._seen or not self.allows(url):
                continue
            self._seen.add(url)
            if len(url) > _LONGEST_ADDRESS:
                self.harvest.leave_out(url, f"an address of {len(url)} characters")
                continue
            is_file = find_pattern(url, self.card.syllabi) is not None
            yield Request(
                self.site.to_server(url),
                callback=self.save if is_file else self.parse,
                errback=partial(self._note_failure, url),
                cb_kwargs={"url": url},
                dont_filter=True,
            )
