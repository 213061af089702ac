"""What is asked next: Scrapy's scheduler, over the queue of the crawl's state."""

import heapq
import time
from collections import deque
from typing import Self

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from crawlers.errors import CrawlError
from crawlers.walk import CardSpider


class Frontier(BaseScheduler):
    """Hands out the addresses of the queue in their order, each once, within the budget.

    Redirects go before; they are not in the state, because a kill asks for their first address
    again. What failed waits longer each time: the delay of the crawl, doubled a try.
    """

    def __init__(self) -> None:
        self._redirected: deque[Request] = deque()
        self._position = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:  # noqa: ARG003 - Scrapy's signature
        """Build the frontier of a crawler."""
        return cls()

    def open(self, spider: Spider) -> None:
        """Serve a spider."""
        if not isinstance(spider, CardSpider):
            raise TypeError(f"expected a spider of cards, found {type(spider).__name__}")
        self._spider = spider

    def enqueue_request(self, request: Request) -> bool:
        """Take a redirect."""
        self._redirected.append(request)
        return True

    def has_pending_requests(self) -> bool:
        """Whether there is, or will be, something to ask for."""
        spider = self._spider
        if self._redirected:
            return True
        if spider.failure is not None or spider.allowance.find_limit() is not None:
            return False
        return bool(spider.put_back) or spider.state.get_next(self._position) is not None

    def next_request(self) -> Request | None:
        """Return what to ask for now; None if there is nothing, or it has to wait."""
        if self._redirected:
            return self._redirected.popleft()
        try:
            while self._may_ask() and (url := self._take()):
                if request := self._spider.ask(url):
                    self._spider.allowance.pages += 1
                    return request
        except CrawlError as error:
            self._spider.failure = str(error)
        return None

    def _may_ask(self) -> bool:
        spider = self._spider
        return spider.failure is None and spider.allowance.find_limit() is None

    def _take(self) -> str | None:
        waiting = self._spider.put_back
        if waiting and waiting[0][0] <= time.monotonic():
            return heapq.heappop(waiting)[1]
        found = self._spider.state.get_next(self._position)
        if found is None:
            return None
        self._position, known = found
        return known.url
