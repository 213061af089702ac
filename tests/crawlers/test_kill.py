"""The crawl command, killed where it stands and started again."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

WriteCard = Callable[..., Path]
ORIGIN = "https://jobs.lakeside.example"
ROOT = Path(__file__).parents[2]
POSTINGS = 30
CRAWL = "import sys; from pathlib import Path; from crawlers.run import Manner, crawl; "
CRAWL += "crawl(Path(sys.argv[4]), Path(sys.argv[7]) / 'raw', Manner(sys.argv[6]))"
"""What the command does; the command itself takes seconds to load what it does not need here."""
COMMAND = "import sys; sys.argv.pop(); from api.cli import main; main()"


def write_site(site: Any) -> None:
    """Thirty postings on three lists, each linking on, with repetitions and one that is broken."""
    for number in range(POSTINGS):
        title = {"@type": "JobPosting", "title": f"Turner {number}", "description": "Turn. " * 50}
        canonical = f'<link rel="canonical" href="/postings/{number - number % 7 % 2}.html">'
        links = f'<a href="{(number * 7 + 3) % POSTINGS}.html">x</a><a href="/page-1.html">x</a>'
        body = f'<script type="application/ld+json">{json.dumps(title)}</script>'
        site.write(f"postings/{number}.html", f"<html>{canonical}{body}{links}</html>")
    site.write("postings/13.html", '<script type="application/ld+json">{"a" 1}</script>')
    for page in range(3):
        ten = range(page * 10, page * 10 + 10)
        links = "".join(f'<a href="/postings/{number}.html">x</a>' for number in ten)
        site.write(
            f"page-{page}.html", f'<html>{links}<a href="/page-{page + 1}.html">x</a></html>'
        )
    site.write("index.html", '<html><a href="/page-0.html">x</a><a href="/postings/0.html">x</a>')


class Crawls:
    """Runs of the command in one home."""

    def __init__(self, site: Any, card: Path, home: Path, command: str) -> None:
        self._site, self._card, self._home, self._command = site, card, home, command
        self._raw = home / "raw"

    def run(self, kill_at: int | None = None) -> int:
        """Run once, killing the command and its child at a request; return the exit code."""
        arguments = ["crawl", "jobs", "--card", self._card, "--mirror", self._site.address]
        arguments.append(self._home)
        self._site.log.clear()
        with subprocess.Popen(
            [sys.executable, "-c", self._command, *arguments],
            cwd=ROOT,
            env=os.environ | {"JOURNEYMAN_HOME": str(self._home)},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:

            def kill() -> None:
                if kill_at is not None and len(self._site.log) >= kill_at:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, signal.SIGKILL)

            self._site.on_request = kill
            code = process.wait()
        self._site.on_request = lambda: None
        return code

    def read(self) -> list[dict[str, Any]]:
        """Return the items that were published."""
        lines = (self._raw / "lakeside-jobs.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def read_stored(self) -> dict[str, str | None]:
        """Return what the state holds of the pages it has stored, as JSON by address."""
        with closing(sqlite3.connect(self._raw / "lakeside-jobs.sqlite")) as tables:
            rows = tables.execute("SELECT url, item FROM pages WHERE state = 'stored'").fetchall()
        return dict(rows)


def drop_times(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items without the time of their fetch, which no two crawls share."""
    return [{key: value for key, value in item.items() if key != "fetched"} for item in items]


@pytest.fixture(scope="module")
def start(
    site: Any, write_card: WriteCard, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Crawls]:
    write_site(site)
    card = write_card()
    return lambda command=CRAWL: Crawls(site, card, tmp_path_factory.mktemp("home"), command)


@pytest.fixture(scope="module")
def unbroken(start: Callable[..., Crawls]) -> list[dict[str, Any]]:
    crawls = start()
    assert crawls.run() == 0
    return drop_times(crawls.read())


@pytest.mark.parametrize("kill_at", [1, 2, 9, 20, 34])
def test_a_crawl_that_is_killed_goes_on_to_the_same_items(
    start: Callable[..., Crawls], unbroken: list[dict[str, Any]], kill_at: int
) -> None:
    crawls = start()
    assert crawls.run(kill_at) == -signal.SIGKILL
    assert crawls.run() == 0
    assert drop_times(crawls.read()) == unbroken


def test_a_crawl_that_is_killed_again_and_again_comes_to_the_same_end(
    start: Callable[..., Crawls], unbroken: list[dict[str, Any]]
) -> None:
    crawls = start()
    codes: list[int] = []
    while not codes or codes[-1] != 0:
        codes.append(crawls.run(kill_at=12))
        assert len(codes) < POSTINGS
    assert len(codes) > 2
    assert drop_times(crawls.read()) == unbroken


def test_what_was_stored_before_the_kill_is_neither_asked_for_nor_made_again(
    site: Any, start: Callable[..., Crawls]
) -> None:
    crawls = start()
    crawls.run(kill_at=20)
    stored = crawls.read_stored()
    crawls.run()
    asked = {f"{ORIGIN}/{path}" for path in site.log}
    assert stored
    assert not asked & stored.keys()
    assert crawls.read_stored().items() >= stored.items()


def test_the_command_itself_goes_on_after_a_kill(
    start: Callable[..., Crawls], unbroken: list[dict[str, Any]]
) -> None:
    crawls = start(COMMAND)
    assert [crawls.run(kill_at=15), crawls.run()] == [-signal.SIGKILL, 0]
    assert drop_times(crawls.read()) == unbroken
