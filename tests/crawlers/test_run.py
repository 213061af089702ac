"""Whole crawls of a small site on loopback."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawlers.errors import CrawlError
from crawlers.report import CrawlReport, Progress, parse_report
from crawlers.run import Manner, crawl

WriteCard = Callable[..., Path]
ORIGIN = "https://jobs.lakeside.example"


def posting(title: str, canonical: str = "", description: str = "") -> str:
    data = json.dumps({"@type": "JobPosting", "title": title, "description": description})
    return (
        f'<html lang="en"><link rel="canonical" href="{canonical}">'
        f'<script type="application/ld+json">{data}</script><a href="/index.html">All</a></html>'
    )


def links(*paths: str) -> str:
    return "<html>" + "".join(f'<a href="{path}">x</a>' for path in paths) + "</html>"


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def fill(site: Any) -> None:
    """Lay out the site: two good postings, and every way to give none."""
    site.write("robots.txt", "User-agent: Journeyman\nDisallow: /internal/\n")
    site.write(
        "index.html",
        links(
            *("postings/turner.html", "postings/turner.html?from=index", "postings/broken.html"),
            *("postings/none.html", "postings/missing.html", "internal/draft.html", "about.html"),
            *("postings/notes.txt", "postings/loop.html", "postings/away.html", "page-2.html"),
            *("postings/login.html", "postings/deep.html", "https://elsewhere.example/a.html"),
            "postings/" + "x" * 2000,
        ),
    )
    site.write("page-2.html", links(f"{ORIGIN}/postings/miller.html", "postings/moved.html"))
    site.write("postings/turner.html", posting("Turner", f"{ORIGIN}/postings/turner.html"))
    site.write("postings/miller.html", posting("Miller"))
    site.write("postings/broken.html", '<script type="application/ld+json">{"a" 1}</script>')
    site.write("postings/none.html", links("../postings/turner.html"))
    site.write("postings/notes.txt", "Turner wanted")
    deep = '{"@type": "JobPosting", "title": ' + "[" * 700 + "]" * 700 + "}"
    site.write("postings/deep.html", f'<script type="application/ld+json">{deep}</script>')
    site.moved |= {
        "postings/loop.html": "/postings/loop.html",
        "postings/away.html": "https://elsewhere.example/away.html",
        "postings/login.html": "/login.html",
        "postings/moved.html": f"{ORIGIN}/postings/miller.html",
    }


@pytest.fixture(scope="module")
def crawled(
    site: Any, write_card: WriteCard, tmp_path_factory: pytest.TempPathFactory
) -> tuple[CrawlReport, Path]:
    """One crawl of the whole site, for the tests that only look at it."""
    fill(site)
    folder = tmp_path_factory.mktemp("crawled") / "raw"
    return crawl(write_card(), folder, Manner(site.address)), folder


def read_files(folder: Path) -> dict[str, bytes]:
    """Return what a crawl has published, by name."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".sqlite" not in path.name)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.fixture
def earlier(tmp_path: Path) -> dict[str, bytes]:
    """The files of an earlier crawl into ``tmp_path``."""
    (tmp_path / "lakeside-jobs.jsonl").write_text("earlier items")
    (tmp_path / "lakeside-jobs.report.json").write_text("earlier report")
    return read_files(tmp_path)


def test_the_items_are_written_by_address(crawled: tuple[CrawlReport, Path]) -> None:
    rows = read_rows(crawled[1] / "lakeside-jobs.jsonl")
    assert [(row["url"], row["title"]) for row in rows] == [
        (f"{ORIGIN}/postings/miller.html", "Miller"),
        (f"{ORIGIN}/postings/turner.html", "Turner"),
    ]


def test_a_line_is_canonical_json(crawled: tuple[CrawlReport, Path]) -> None:
    text = (crawled[1] / "lakeside-jobs.jsonl").read_text("utf-8")
    rows = map(json.loads, text.splitlines())
    assert text == "".join(
        json.dumps(row, sort_keys=True, ensure_ascii=False) + "\n" for row in rows
    )


def test_what_gives_no_item_is_reported_with_its_reason(
    crawled: tuple[CrawlReport, Path],
) -> None:
    overlong = f"{ORIGIN}/postings/" + "x" * 2000
    left_out = {one.url: one.reason for one in crawled[0].left_out}
    assert left_out.pop(f"{ORIGIN}/postings/deep.html").startswith("RecursionError: maximum")
    assert left_out.pop(overlong) == f"an address of {len(overlong)} characters"
    assert {url.removeprefix(f"{ORIGIN}/"): reason for url, reason in left_out.items()} == {
        "internal/draft.html": "disallowed by robots.txt",
        "postings/away.html": "redirects to https://elsewhere.example/away.html, "
        "outside the origin",
        "postings/broken.html": "broken JSON-LD: line 1 column 6 of the block: "
        "Expecting ':' delimiter",
        "postings/login.html": f"redirects to {ORIGIN}/login.html, which the card does not allow",
        "postings/loop.html": "too many redirects",
        "postings/missing.html": "HTTP 404",
        "postings/moved.html": f"repeats {ORIGIN}/postings/miller.html",
        "postings/none.html": "no JSON-LD",
        "postings/notes.txt": "expected HTML, found text/plain",
        "postings/turner.html?from=index": f"repeats {ORIGIN}/postings/turner.html",
    }


def test_what_is_not_allowed_is_never_asked_for(
    site: Any, crawled: tuple[CrawlReport, Path]
) -> None:
    asked = set(site.log)
    assert crawled
    assert asked >= {"robots.txt", "index.html", "page-2.html"}
    assert not asked & {"internal/draft.html", "about.html", "login.html", "away.html", "a.html"}


def test_the_crawler_says_who_it_is(site: Any, crawled: tuple[CrawlReport, Path]) -> None:
    assert crawled
    assert all(agent.startswith("Journeyman") for agent in site.agents)


def test_the_report_is_written_too(crawled: tuple[CrawlReport, Path]) -> None:
    report, folder = crawled
    assert parse_report((folder / "lakeside-jobs.report.json").read_text("utf-8")) == report
    assert (report.source, report.items, report.as_expected) == ("lakeside-jobs", 2, True)


def test_no_temporary_file_is_left(crawled: tuple[CrawlReport, Path]) -> None:
    names = sorted(path.name for path in crawled[1].iterdir())
    assert names == ["lakeside-jobs.jsonl", "lakeside-jobs.report.json", "lakeside-jobs.sqlite"]


def test_two_crawls_of_the_same_pages_give_the_same_lines(
    site: Any, write_card: WriteCard, crawled: tuple[CrawlReport, Path], tmp_path: Path
) -> None:
    told: list[Progress] = []
    crawl(write_card(), tmp_path, Manner(site.address), told.append)
    name = "lakeside-jobs.jsonl"
    first, second = read_rows(crawled[1] / name), read_rows(tmp_path / name)
    assert [row | {"fetched": ""} for row in first] == [row | {"fetched": ""} for row in second]
    assert (told[-1].queued, told[-1].items) == (0, 4)


def test_syllabi_are_downloaded_beside_the_courses(
    site: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    card = write_card("courses", start_urls=["https://courses.lakeside.example/courses/db.html"])
    course = (
        '<script type="application/ld+json">{"@type": "Course", "courseCode": "DB", "name": "x"}'
    )
    names = ("a.pdf", "gone.pdf", "2026-b.md", "2026/b.md")
    site.write("courses/db.html", f"{course}</script>" + links(*(f"/syllabi/{n}" for n in names)))
    for name in ("a.pdf", "2026-b.md", "2026/b.md"):
        site.write(f"syllabi/{name}", b"%PDF \xff")
    (tmp_path / "lakeside-courses").mkdir()
    (tmp_path / "lakeside-courses" / "stale.pdf").touch()
    report = crawl(card, tmp_path, Manner(site.address))
    assert read_rows(tmp_path / "lakeside-courses.jsonl")[0]["syllabi"] == ["a.pdf"]
    assert read_files(tmp_path / "lakeside-courses") == {"a.pdf": b"%PDF \xff"}
    assert {one.url.rpartition("syllabi/")[2]: one.reason for one in report.left_out} == {
        "2026-b.md": "one of 2 files named 2026-b.md",
        "2026/b.md": "one of 2 files named 2026-b.md",
        "gone.pdf": "HTTP 404",
    }


def test_where_robots_txt_cannot_be_read_nothing_is(
    site: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    site.log.clear()
    site.status["robots.txt"] = 503
    report = crawl(write_card(), tmp_path, Manner(site.address))
    del site.status["robots.txt"]
    assert [one.reason for one in report.left_out] == ["cannot read robots.txt: HTTP 503"]
    assert set(site.log) == {"robots.txt"}
    assert not report.as_expected


def test_a_server_that_does_not_answer_is_named(
    write_card: WriteCard, tmp_path: Path, earlier: dict[str, bytes]
) -> None:
    message = r"cannot reach http://127\.0\.0\.1:9: .*connection refused; nothing of the earlier"
    with pytest.raises(CrawlError, match=message):
        crawl(write_card(), tmp_path, Manner("http://127.0.0.1:9"))
    assert read_files(tmp_path) == earlier


def test_a_mirror_is_a_host_without_a_path(write_card: WriteCard, tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match=r"mirror: expected .* found http://127\.0\.0\.1/jobs"):
        crawl(write_card(), tmp_path, Manner("http://127.0.0.1/jobs"))


def test_a_folder_that_cannot_be_made_is_named(write_card: WriteCard, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CrawlError, match=r"cannot write .*file.*: Not a directory; nothing of"):
        crawl(write_card(), tmp_path / "file")


def crawl_on_a_small_disk(card: Path, folder: Path, mirror: str) -> str:
    """Crawl where no file may have more than 50,000 bytes; return the error's line."""
    run = "import sys; from pathlib import Path; from crawlers.run import Manner, crawl; "
    run += "crawl(Path(sys.argv[1]), Path(sys.argv[2]), Manner(sys.argv[3]))"
    failed = subprocess.run(
        [sys.executable, "-c", run, card, folder, mirror],
        # Coverage writes a file of its own, which has no place here either.
        env={key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")},
        cwd=Path(__file__).parents[2],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    return failed.stderr.splitlines()[-1].removeprefix("crawlers.errors.CrawlError: ")


def test_a_full_disk_leaves_the_earlier_crawl_as_it_was(
    site: Any, write_card: WriteCard, tmp_path: Path, earlier: dict[str, bytes]
) -> None:
    site.write("postings/long.html", posting("Long", description="long " * 20_000))
    card = write_card(start_urls=[f"{ORIGIN}/postings/long.html"])
    assert crawl_on_a_small_disk(card, tmp_path, site.address) == (
        f"cannot write {tmp_path}/lakeside-jobs.sqlite: disk I/O error; "
        "nothing of the earlier crawl was changed"
    )
    assert read_files(tmp_path) == earlier


def test_a_disk_too_full_for_a_syllabus_ends_the_crawl(
    site: Any, write_card: WriteCard, tmp_path: Path
) -> None:
    site.write("syllabi/long.pdf", b"x" * 60_000)
    card = write_card("courses", start_urls=["https://courses.lakeside.example/syllabi/long.pdf"])
    assert crawl_on_a_small_disk(card, tmp_path, site.address) == (
        f"cannot write {tmp_path}/lakeside-courses.sqlite: disk I/O error; "
        "nothing of the earlier crawl was changed"
    )
    assert not read_files(tmp_path)


def test_a_crawl_that_is_killed_leaves_the_earlier_one_as_it_was(
    site: Any, write_card: WriteCard, tmp_path: Path, earlier: dict[str, bytes]
) -> None:
    def kill(_: Progress) -> None:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        os.kill(int(children[-1]), signal.SIGKILL)

    with pytest.raises(CrawlError, match="exit code -9; nothing of the earlier crawl was changed"):
        crawl(
            write_card(start_urls=[f"{ORIGIN}/postings/turner.html"]),
            tmp_path,
            Manner(site.address),
            kill,
        )
    assert read_files(tmp_path) == earlier


def test_a_crawl_can_be_cancelled(
    site: Any, write_card: WriteCard, tmp_path: Path, earlier: dict[str, bytes]
) -> None:
    def cancel(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        crawl(
            write_card(start_urls=[f"{ORIGIN}/postings/turner.html"]),
            tmp_path,
            Manner(site.address),
            cancel,
        )
    assert read_files(tmp_path) == earlier
    assert not list(tmp_path.glob(".*"))
