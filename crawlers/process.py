"""The process that crawls one card; ``crawlers.run`` starts it, because a reactor runs only once.

It writes what it finds into the staging folder and tells on standard output, a JSON object to a
line, its ``progress``, or in the end the ``error`` that it failed with. It ends when its
standard input does: then the one that started it is gone.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings

from crawlers.addresses import list_trusted_hosts
from crawlers.card import Card, load_card
from crawlers.errors import CrawlError
from crawlers.files import write_file
from crawlers.order import Order
from crawlers.reader import list_starts
from crawlers.report import CrawlReport, format_report
from crawlers.results import (
    compare,
    find_failure,
    format_items,
    gather,
    list_files,
    list_left_out,
    measure_progress,
    try_again,
)
from crawlers.site import Site
from crawlers.spiders.courses import CoursesSpider
from crawlers.spiders.jobs import JobsSpider
from crawlers.state import State
from crawlers.takedown import read_takedown
from crawlers.walk import CardSpider

_READS_AS = 1
"""Another number lets the next crawl read every page again, because the readers read otherwise."""

_TELL_SECONDS = 0.1


def main(arguments: Sequence[str]) -> int:
    """Crawl as the order says that is the only argument, in JSON."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    order = Order(**json.loads(arguments[0]))
    try:
        crawl(order)
    except CrawlError as error:
        _tell("error", str(error))
        return 1
    return 0


def crawl(order: Order) -> None:
    """Walk the site, and write items, files and report into the staging folder.

    Raises:
        CrawlError: nothing answers, the crawl is stopped, or a file cannot be written.
    """
    started = time.monotonic()
    card = load_card(Path(order.card))
    if order.takedown is not None:
        entries = read_takedown(Path(order.takedown))
        card = replace(card, takedown=(*card.takedown, *entries))
    site = Site(card.origin, order.mirror)
    with State(Path(order.state)) as state:
        state.begin(f"{_READS_AS} {card.reading}", list_starts(card, site))
        state.take_down(card.has_taken_down)
        crawler = _walk(card, site, state)
        spider = _check_finished(crawler)
        _write(spider, Path(order.staging), _count(crawler, "downloader/request_count"), started)


def _walk(card: Card, site: Site, state: State) -> Crawler:
    process = CrawlerProcess(build_settings(card, site))
    crawler = process.create_crawler(JobsSpider if card.kind == "jobs" else CoursesSpider)
    meter = Meter(lambda: _tell_progress(state))
    process.crawl(crawler, card=card, site=site, state=state, report_progress=meter.tick)
    process.start()
    _tell_progress(state)
    return crawler


class Meter:
    """Tells how far a crawl is, but not so often that telling takes more time than crawling."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell
        self._next = 0.0

    def tick(self) -> None:
        """Tell, if it is time."""
        began = time.monotonic()
        if began >= self._next:
            self._tell()
            ended = time.monotonic()
            self._next = ended + max(_TELL_SECONDS, 20 * (ended - began))


def build_settings(card: Card, site: Site) -> Settings:
    """Return the settings of a crawl: without a delay, eight requests may be under way."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set("DOWNLOAD_DELAY", card.delay_seconds, priority="cmdline")
    settings.set("TRUSTED_HOSTS", list_trusted_hosts(site), priority="cmdline")
    at_once = 1 if card.delay_seconds else 8
    settings.set("CONCURRENT_REQUESTS", at_once, priority="cmdline")
    settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", at_once, priority="cmdline")
    if site.mirror is not None:  # nobody's proxy knows the way to a mirror
        settings.set("HTTPPROXY_ENABLED", value=False, priority="cmdline")
    return settings


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


def _check_finished(crawler: Crawler) -> CardSpider:
    spider = crawler.spider
    if not isinstance(spider, CardSpider):
        raise CrawlError("the crawl did not start")
    if spider.failure is not None:
        raise CrawlError(spider.failure)
    asked = _count(crawler, "downloader/request_count")
    if asked and not _count(crawler, "downloader/response_count"):
        reason = find_failure(spider.state)
        try_again(spider.state)
        raise CrawlError(f"cannot reach {spider.site.server}: {reason}")
    end = crawler.stats.get_value("finish_reason") if crawler.stats else None
    if end != "finished":
        raise CrawlError(f"the crawl was stopped ({end})")
    return spider


def _write(spider: CardSpider, staging: Path, requests: int, started: float) -> None:
    card, state = spider.card, spider.state
    harvest = gather(state, card, spider.site)
    for name, body in list_files(state, harvest):
        write_file(staging, f"{card.name}/{name}", body)
    items = format_items(harvest)
    lines = "".join(f"{line}\n" for line in items.values())
    write_file(staging, f"{card.name}.jsonl", lines.encode())
    changes = compare(state, items)
    report = CrawlReport(
        source=card.name,
        requests=requests,
        bytes=spider.allowance.bytes,
        items=len(items),
        changes=changes,
        progress=measure_progress(state),
        stopped=spider.allowance.find_limit() if state.get_next(0) else None,
        left_out=list_left_out(harvest, changes),
        expected_min=card.expected_min,
        expected_max=card.expected_max,
        seconds=round(time.monotonic() - started, 3),
    )
    write_file(staging, f"{card.name}.report.json", format_report(report).encode())


def _count(crawler: Crawler, name: str) -> int:
    return int(crawler.stats.get_value(name, 0)) if crawler.stats else 0


def _tell(key: str, value: object) -> None:
    sys.stdout.write(json.dumps({key: value}) + "\n")
    sys.stdout.flush()


def _tell_progress(state: State) -> None:
    _tell("progress", asdict(measure_progress(state)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
