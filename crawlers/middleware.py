"""The fence: every request stays on the site, and within what its card allows."""

from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest

from crawlers.addresses import refused
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
