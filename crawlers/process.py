"""The process that crawls one card; ``crawlers.run`` starts it, because a reactor runs only once.

It writes what it finds into the staging folder and tells on standard output, a JSON object to a
line, how many ``items`` it has, or in the end the ``error`` that it failed with. It ends when its
standard input does: then the one that started it is gone.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings

from crawlers.card import Card, load_card
from crawlers.errors import CrawlError
from crawlers.files import write_file
from crawlers.report import CrawlReport, format_report
from crawlers.site import Site
from crawlers.spiders.courses import CoursesSpider
from crawlers.spiders.jobs import JobsSpider
from crawlers.walk import CardSpider


def main(arguments: Sequence[str]) -> int:
    """Crawl: the source card, the staging folder and, if there is one, the mirror."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    card = load_card(Path(arguments[0]))
    site = Site(card.origin, *arguments[2:])
    try:
        crawl(card, site, Path(arguments[1]))
    except CrawlError as error:
        _tell("error", str(error))
        return 1
    return 0


def crawl(card: Card, site: Site, staging: Path) -> None:
    """Walk the site, and write items, files and report into the staging folder.

    Raises:
        CrawlError: nothing answers, the crawl is stopped, or a file cannot be written.
    """
    started = time.monotonic()
    process = CrawlerProcess(build_settings(card, site))
    crawler = process.create_crawler(JobsSpider if card.kind == "jobs" else CoursesSpider)
    process.crawl(
        crawler,
        card=card,
        site=site,
        staging=staging,
        report_progress=lambda count: _tell("items", count),
    )
    process.start()
    spider = _check_finished(crawler)
    _write(spider, staging, _count(crawler, "downloader/request_count"), started)


def build_settings(card: Card, site: Site) -> Settings:
    """Return the settings of a crawl: without a delay, eight requests may be under way."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    settings.set("DOWNLOAD_DELAY", card.delay_seconds, priority="cmdline")
    if card.delay_seconds == 0:
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 8, priority="cmdline")
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
    if not _count(crawler, "downloader/response_count"):
        reasons = [one.reason for one in spider.harvest.list_left_out()]
        raise CrawlError(f"cannot reach {spider.site.server}: {reasons[0] if reasons else '?'}")
    end = crawler.stats.get_value("finish_reason") if crawler.stats else None
    if end != "finished":
        raise CrawlError(f"the crawl was stopped ({end})")
    return spider


def _write(spider: CardSpider, staging: Path, requests: int, started: float) -> None:
    card, harvest = spider.card, spider.harvest
    for name in harvest.list_file_clashes():
        (staging / card.name / name).unlink()
    lines = (_format(asdict(item)) + "\n" for item in harvest.list_items())
    write_file(staging, f"{card.name}.jsonl", "".join(lines).encode())
    report = CrawlReport(
        source=card.name,
        requests=requests,
        items=len(harvest),
        left_out=harvest.list_left_out(),
        expected_min=card.expected_min,
        expected_max=card.expected_max,
        seconds=round(time.monotonic() - started, 3),
    )
    write_file(staging, f"{card.name}.report.json", format_report(report).encode())


def _count(crawler: Crawler, name: str) -> int:
    return int(crawler.stats.get_value(name, 0)) if crawler.stats else 0


def _tell(key: str, value: int | str) -> None:
    sys.stdout.write(json.dumps({key: value}) + "\n")
    sys.stdout.flush()


def _format(value: dict[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
