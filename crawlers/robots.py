"""robots.txt: what it disallows, the delay it asks for, and for how long it is good."""

import asyncio
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawlers.reasons import DISALLOWED, FETCH_ERRORS, UnreadableRobotsError, explain
from crawlers.settings import ROBOTSTXT_USER_AGENT
from crawlers.state import State
from crawlers.walk import CardSpider

_GOOD_FOR = timedelta(hours=24)


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
        known = _get_rules(spider.state, url, datetime.now(UTC) - _GOOD_FOR)
        rules = await self._fetch(url) if known is None else known
        if known is None:
            _keep_rules(spider.state, url, rules)
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


def _get_rules(state: State, url: str, since: datetime) -> bytes | None:
    row = state.get("SELECT body, fetched FROM robots WHERE url = ?", url)
    return row[0] if row and datetime.fromisoformat(row[1]) >= since else None


def _keep_rules(state: State, url: str, rules: bytes) -> None:
    with state.transaction():
        now = datetime.now(UTC).isoformat(timespec="seconds")
        state.write("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", url, rules, now)
