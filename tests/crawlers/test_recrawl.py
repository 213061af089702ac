"""A site crawled again: what is asked for, kept, made again and dropped."""

import gzip
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawlers.errors import CrawlError
from crawlers.report import CrawlReport
from crawlers.run import Manner, crawl

WriteCard = Callable[..., Path]
ORIGIN = "https://jobs.lakeside.example"
TREES = ("ash", "birch", "cedar")


def posting(title: str) -> str:
    data = json.dumps({"@type": "JobPosting", "title": title})
    return f'<script type="application/ld+json">{data}</script>'


def write_list(site: Any, *names: str) -> None:
    links = "".join(f'<a href="postings/{name}.html">x</a>' for name in names)
    site.write("index.html", f"<html>{links}</html>")


def age(site: Any, path: str, seconds: int) -> None:
    """Set the time a page says it was changed, as seconds after an old day."""
    os.utime(site.folder / path, (1_700_000_000 + seconds,) * 2)


@pytest.fixture
def trees(site: Any) -> Iterator[Any]:
    """A list of three postings, changed long ago."""
    write_list(site, *TREES)
    for name in TREES:
        site.write(f"postings/{name}.html", posting(name))
        age(site, f"postings/{name}.html", 0)
    age(site, "index.html", 0)
    site.log.clear()
    yield site
    site.status.clear()
    for path in (*site.folder.glob("*.*"), *site.folder.glob("postings/*")):
        path.unlink()


class Source:
    """A card crawled into one folder."""

    def __init__(self, site: Any, card: Path, folder: Path) -> None:
        self.site, self.card, self.folder = site, card, folder

    def crawl(self, **manner: Any) -> CrawlReport:
        self.site.log.clear()
        return crawl(self.card, self.folder, Manner(self.site.address, **manner))

    @property
    def text(self) -> str:
        return (self.folder / "lakeside-jobs.jsonl").read_text("utf-8")

    @property
    def items(self) -> dict[str, dict[str, Any]]:
        rows = map(json.loads, self.text.splitlines())
        return {row["url"].rpartition("/")[2].removesuffix(".html"): row for row in rows}

    def set_back(self, statement: str) -> None:
        with closing(sqlite3.connect(self.folder / "lakeside-jobs.sqlite")) as tables:
            tables.execute(statement)
            tables.commit()


@pytest.fixture
def source(trees: Any, write_card: WriteCard, tmp_path: Path) -> Callable[..., Source]:
    return lambda **changes: Source(trees, write_card(**changes), tmp_path)


def count(report: CrawlReport) -> tuple[int, int, int, int]:
    changes = report.changes
    return changes.new, changes.changed, changes.unchanged, len(changes.gone)


def test_what_is_unchanged_is_kept_as_it_was(source: Callable[..., Source]) -> None:
    trees = source()
    assert count(trees.crawl()) == (3, 0, 0, 0)
    text = trees.text
    trees.site.log.clear()
    report = trees.crawl()
    assert (count(report), report.bytes) == ((0, 0, 3, 0), 0)
    assert trees.text == text


def test_a_body_that_is_the_same_is_not_read_again(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    text = trees.text
    age(trees.site, "postings/ash.html", 60)
    report = trees.crawl()
    assert (count(report), report.bytes > 0) == ((0, 0, 3, 0), True)
    assert trees.text == text


def test_a_page_that_changed_is_read_again_and_a_new_one_is_found(
    source: Callable[..., Source],
) -> None:
    trees = source()
    trees.crawl()
    trees.site.write("postings/ash.html", posting("Ash, taller"))
    trees.site.write("postings/elm.html", posting("Elm"))
    write_list(trees.site, *TREES, "elm")
    assert count(trees.crawl()) == (1, 1, 2, 0)
    assert trees.items["ash"]["title"] == "Ash, taller"


def test_an_item_that_says_the_same_keeps_its_time(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    trees.set_back('UPDATE pages SET item = replace(item, \'"fetched": "2\', \'"fetched": "1\')')
    trees.site.write("postings/ash.html", posting("ash") + "<p>Visitor 2</p>")
    trees.crawl()
    assert trees.items["ash"]["fetched"].startswith("1")


def test_what_is_gone_loses_its_item(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    trees.site.status |= {"postings/birch.html": 404, "postings/ash.html": 410}
    report = trees.crawl()
    assert (count(report), set(trees.items)) == ((0, 0, 1, 2), {"cedar"})
    assert [one.reason for one in report.left_out] == ["HTTP 410", "HTTP 404"]


def test_what_nothing_links_to_any_more_is_gone_too(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    write_list(trees.site, "ash")
    report = trees.crawl()
    assert report.changes.gone == tuple(f"{ORIGIN}/postings/{name}.html" for name in TREES[1:])
    assert {one.reason for one in report.left_out} == {"no longer linked"}


def test_what_fails_for_now_is_tried_four_times_and_keeps_its_item(
    source: Callable[..., Source],
) -> None:
    trees = source()
    trees.crawl()
    text = trees.text
    trees.site.status["postings/birch.html"] = 503
    report = trees.crawl()
    assert trees.site.log.count("postings/birch.html") == 4
    assert [one.reason for one in report.left_out] == ["HTTP 503"]
    assert trees.text == text


def test_a_list_that_fails_for_now_still_leads_on(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    trees.site.status["index.html"] = 503
    trees.site.write("postings/ash.html", posting("Ash, taller"))
    assert count(trees.crawl()) == (0, 1, 2, 0)


def test_robots_txt_is_read_once_a_day(source: Callable[..., Source]) -> None:
    trees = source()
    trees.crawl()
    trees.crawl()
    assert "robots.txt" not in trees.site.log
    trees.set_back("UPDATE robots SET fetched = '2026-01-01T00:00:00+00:00'")
    trees.site.write("robots.txt", "User-agent: *\nDisallow: /postings/ash")
    report = trees.crawl()
    assert "robots.txt" in trees.site.log
    assert [one.reason for one in report.left_out] == ["disallowed by robots.txt"]
    assert set(trees.items) == {"birch", "cedar"}


def test_a_fresh_crawl_and_one_of_a_changed_card_read_everything(
    source: Callable[..., Source],
) -> None:
    trees = source()
    trees.crawl()
    bytes_of_all = trees.crawl(fresh=True).bytes
    assert bytes_of_all > 0
    assert source(follow=["postings/*", "other/*"]).crawl().bytes == bytes_of_all


def test_a_budget_stops_a_crawl_and_the_next_one_goes_on(source: Callable[..., Source]) -> None:
    whole = source()
    whole.crawl(fresh=True)
    titles = {name: item["title"] for name, item in whole.items.items()}
    trees = source(budget={"pages": 2})
    report = trees.crawl(fresh=True)
    assert (report.stopped, report.items, report.progress.queued) == ("its budget of 2 pages", 1, 2)
    report = trees.crawl()
    assert (report.stopped, report.progress.queued) == (None, 0)
    assert {name: item["title"] for name, item in trees.items.items()} == titles


@pytest.mark.parametrize("budget", [{"bytes": 1}, {"minutes": 1e-9}])
def test_every_kind_of_budget_stops_a_crawl(
    source: Callable[..., Source], budget: dict[str, float]
) -> None:
    [unit] = budget
    assert str(source(budget=budget).crawl().stopped).endswith(unit)


def test_a_crawl_stopped_by_its_budget_keeps_what_it_has_not_come_to(
    source: Callable[..., Source],
) -> None:
    source().crawl()
    trees = source(budget={"pages": 1})
    assert (trees.crawl().stopped, set(trees.items)) == ("its budget of 1 pages", set(TREES))


@pytest.mark.parametrize("entry", ["postings/a*", f"{ORIGIN}/postings/ash.html"])
def test_what_is_taken_down_is_removed_and_never_asked_for(
    source: Callable[..., Source], entry: str
) -> None:
    source().crawl()
    trees = source(takedown=[entry])
    report = trees.crawl()
    assert (count(report), set(trees.items)) == ((0, 0, 2, 1), {"birch", "cedar"})
    assert [one.reason for one in report.left_out] == ["taken down"]
    assert "postings/ash.html" not in trees.site.log


def test_a_file_takes_down_for_every_card(source: Callable[..., Source], tmp_path: Path) -> None:
    trees, file = source(), tmp_path / "takedown.txt"
    trees.crawl()
    file.write_text(f"# asked for on 1 May\n\n{ORIGIN}/*/cedar.html\nhttps://b.example/*\n")
    trees.crawl(takedown=file)
    assert set(trees.items) == {"ash", "birch"}


def test_a_page_whose_item_is_taken_down_by_its_own_address_goes_too(
    source: Callable[..., Source],
) -> None:
    trees = source(takedown=["postings/oak.html"])
    trees.site.write("postings/ash.html", f'<link rel="canonical" href="oak.html">{posting("oak")}')
    trees.crawl()
    assert set(trees.items) == {"birch", "cedar"}


def test_syllabi_that_are_unchanged_stay(trees: Any, write_card: WriteCard, tmp_path: Path) -> None:
    start = "https://courses.lakeside.example/postings/db.html"
    course = '{"@type": "Course", "courseCode": "DB", "name": "Databases"}'
    trees.write(
        "postings/db.html",
        f'<script type="application/ld+json">{course}</script><a href="/syllabi/a.pdf">x</a>',
    )
    trees.write("syllabi/a.pdf", b"%PDF \xff")
    card = write_card("courses", start_urls=[start])
    first, second = (crawl(card, tmp_path, Manner(trees.address)) for _ in range(2))
    assert (count(first), count(second), second.bytes) == ((1, 0, 0, 0), (0, 0, 1, 0), 0)
    assert (tmp_path / "lakeside-courses" / "a.pdf").read_bytes() == b"%PDF \xff"


def sitemap(*entries: tuple[str, str]) -> str:
    urls = (f"<url><loc>{ORIGIN}/{path}</loc>{mod}</url>" for path, mod in entries)
    return f"<urlset>{''.join(urls)}</urlset>"


def test_pages_of_sitemaps_are_read_and_those_unchanged_not_asked_for_again(
    source: Callable[..., Source],
) -> None:
    trees = source(start_urls=[f"{ORIGIN}/index.html"], sitemaps=[f"{ORIGIN}/map.xml"])
    write_list(trees.site)
    old, new = "<lastmod>2025-01-01</lastmod>", "<lastmod>2099-01-01T00:00:00Z</lastmod>"
    entries = ("postings/ash.html", old), ("postings/birch.html", new), ("private/x.html", old)
    trees.site.write("pages.xml.gz", gzip.compress(sitemap(*entries).encode()))
    index = f"<sitemap><loc>{ORIGIN}/pages.xml.gz</loc></sitemap>"
    trees.site.write("map.xml", f"<sitemapindex>{index}</sitemapindex>")
    assert (trees.crawl().items, "private/x.html" in trees.site.log) == (2, False)
    assert count(trees.crawl()) == (0, 0, 2, 0)
    assert set(trees.site.log) == {"map.xml", "pages.xml.gz", "index.html", "postings/birch.html"}


def test_a_sitemap_that_is_none_is_reported(source: Callable[..., Source]) -> None:
    trees = source(sitemaps=[f"{ORIGIN}/index.html"])
    left_out = {one.reason for one in trees.crawl().left_out}
    assert left_out == {"expected a sitemap, found html"}


def test_a_name_that_leads_into_the_own_network_is_refused(
    trees: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    port = trees.address.rpartition(":")[2]
    origin = f"http://2130706433:{port}"  # 127.0.0.1, as one number
    card = write_card(origin=origin, start_urls=[f"{origin}/index.html"])
    with pytest.raises(CrawlError, match=r"2130706433 leads to 127\.0\.0\.1, which is no public"):
        crawl(card, tmp_path)
    assert trees.log == []


def test_an_origin_on_this_machine_is_crawled(
    trees: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    card = write_card(origin=trees.address, start_urls=[f"{trees.address}/index.html"])
    assert crawl(card, tmp_path).items == 3
