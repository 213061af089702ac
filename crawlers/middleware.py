"""Manners on the way to the site: its fence, and its robots.txt."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawlers.addresses import refused
from crawlers.reasons import DISALLOWED, FETCH_ERRORS, UnreadableRobotsError, explain
from crawlers.settings import ROBOTSTXT_USER_AGENT
from crawlers.site import lies_in
from crawlers.walk import CardSpider

_GOOD_FOR = timedelta(hours=24)


class FenceMiddleware:
    """Keeps every request, redirects too, on the site and within what its card allows."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware of a crawler."""
        return cls(crawler)

    def process_request(self, request: Request) -> Request | None:
        """Let a request pass, send it to the mirror, or refuse it."""
        spider = self._crawler.spider
        if not isinstance(spider, CardSpider):
            return None
        url = spider.site.to_origin(request.url)
        if url is None or not (_is_robots_request(request) or spider.allows(url)):
            where = "outside the origin" if url is None else "which the card does not allow"
            raise IgnoreRequest(f"redirects to {url or request.url}, {where}")
        if lies_in(request.url, spider.site.server):
            return None
        return request.replace(url=spider.site.to_server(url))

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say so where a name was found, but leads to an address that is not public.

        Raises:
            IgnoreRequest: it does.
        """
        host = urlsplit(request.url).hostname or ""
        if isinstance(exception, CannotResolveHostError) and host in refused:
            raise IgnoreRequest(f"{host} leads to {refused[host]}, which is no public address")


def _is_robots_request(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and request.url.endswith("/robots.txt")


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt; where it cannot be read, nothing is allowed (RFC 9309, 2.3.1.4).

    A robots.txt that does not exist (4xx) allows everything. One that was read is good for a day.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._parser: asyncio.Future[RobotParser] | None = None

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules of the site, asked for once."""
        if self._parser is None:
            self._parser = asyncio.ensure_future(self._load(urljoin(request.url, "/robots.txt")))
        return await self._parser

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what the rules disallow."""
        if rp is None or not rp.allowed(request.url, ROBOTSTXT_USER_AGENT):
            raise IgnoreRequest(DISALLOWED)

    async def _load(self, url: str) -> RobotParser:
        spider = self.crawler.spider
        if not isinstance(spider, CardSpider):
            raise TypeError(f"expected a spider of cards, found {type(spider).__name__}")
        known = spider.state.get_robots(url, datetime.now(UTC) - _GOOD_FOR)
        rules = await self._fetch(url) if known is None else known
        if known is None:
            spider.state.set_robots(url, rules, datetime.now(UTC))
        parser = ProtegoRobotParser.from_crawler(self.crawler, rules)
        slow_down(self.crawler, urlsplit(url).hostname or "", read_delay(parser))
        return parser

    async def _fetch(self, url: str) -> bytes:
        meta = {"dont_obey_robotstxt": True}
        request = Request(url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except FETCH_ERRORS as error:
            raise UnreadableRobotsError(f"cannot read robots.txt: {explain(error)}") from error
        if response.status == 429 or response.status >= 500:
            raise UnreadableRobotsError(f"cannot read robots.txt: HTTP {response.status}")
        return bytes(response.body) if response.status < 400 else b""


def read_delay(rules: ProtegoRobotParser) -> float:
    """Return the seconds that the rules ask for between two requests; 0 if they do not say."""
    rate = rules.rp.request_rate(ROBOTSTXT_USER_AGENT)
    asked = rate.seconds / rate.requests if rate and rate.requests else 0.0
    return max(rules.crawl_delay(ROBOTSTXT_USER_AGENT) or 0.0, asked)


def slow_down(crawler: Crawler, host: str, delay: float) -> None:
    """Leave at least ``delay`` seconds between two requests to a host, one at a time."""
    spider, downloader = crawler.spider, crawler.engine.downloader
    if not isinstance(spider, CardSpider) or delay <= spider.delay:
        return
    spider.delay = delay
    downloader.total_concurrency = 1
    downloader.per_slot_settings[host] = {"concurrency": 1, "delay": delay}
    if slot := downloader.slots.get(host):
        slot.delay, slot.concurrency = delay, 1
