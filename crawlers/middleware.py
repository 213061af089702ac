"""Manners on the way to the site: its fence, and its robots.txt."""

import asyncio
from typing import Self
from urllib.parse import urljoin

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawlers.reasons import DISALLOWED, FETCH_ERRORS, explain
from crawlers.settings import ROBOTSTXT_USER_AGENT
from crawlers.site import lies_in
from crawlers.walk import CardSpider


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


def _is_robots_request(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt")) and request.url.endswith("/robots.txt")


class StrictRobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt; where it cannot be read, nothing is allowed (RFC 9309, 2.3.1.4).

    A robots.txt that does not exist (4xx) allows everything.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._parser: asyncio.Future[RobotParser] | None = None

    async def robot_parser(self, request: Request) -> RobotParser:
        """Return the rules of the site, asked for once."""
        if self._parser is None:
            self._parser = asyncio.ensure_future(self._fetch(urljoin(request.url, "/robots.txt")))
        return await self._parser

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Refuse what the rules disallow."""
        if rp is None or not rp.allowed(request.url, ROBOTSTXT_USER_AGENT):
            raise IgnoreRequest(DISALLOWED)

    async def _fetch(self, url: str) -> RobotParser:
        meta = {"dont_obey_robotstxt": True}
        request = Request(url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(request)
        except FETCH_ERRORS as error:
            raise IgnoreRequest(f"cannot read robots.txt: {explain(error)}") from error
        if response.status == 429 or response.status >= 500:
            raise IgnoreRequest(f"cannot read robots.txt: HTTP {response.status}")
        rules = response.body if response.status < 400 else b""
        return ProtegoRobotParser.from_crawler(self.crawler, rules)
