"""A crawl from the outside: it succeeds and replaces the earlier one, or it changes nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

from crawlers.card import load_card
from crawlers.errors import CrawlError
from crawlers.report import CrawlReport, parse_report
from crawlers.site import is_origin
from crawlers.staging import UNCHANGED, publish, stage

_ROOT = Path(__file__).parents[1]


def crawl(
    card_path: Path,
    folder: Path,
    mirror: str | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> CrawlReport:
    """Crawl the site of a source card, and replace what an earlier crawl left in the folder.

    Writes ``<name>.jsonl`` (one item of ``crawlers.items`` to a line, by address),
    ``<name>.report.json`` and the syllabi in the folder ``<name>``.

    Args:
        card_path: the source card.
        folder: where to write; made if it is not there.
        mirror: origin of a server to ask instead of the card's, such as http://127.0.0.1:8123.
        on_progress: told the number of items when it grows; what it raises ends the crawl.

    Raises:
        CardError: the card is not one.
        CrawlError: no server answers, or something cannot be written; the earlier crawl stays.
    """
    card = load_card(card_path)
    if mirror is not None and not is_origin(mirror):
        raise CrawlError(f"mirror: expected http(s)://host:port without a path, found {mirror}")
    with stage(folder, card.name) as staging:
        arguments = [str(card_path), str(staging), *([mirror] if mirror else [])]
        _run_process(arguments, on_progress)
        report = parse_report((staging / f"{card.name}.report.json").read_text("utf-8"))
        publish(staging, folder, card.name)
    return report


def _run_process(arguments: list[str], on_progress: Callable[[int], None] | None) -> None:
    path = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with (
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "crawlers.process", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="ascii",
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path)},
        ) as process,
        ExitStack() as on_error,
    ):
        on_error.callback(process.kill)
        error = _follow(process.stdout or (), on_progress)
        on_error.pop_all()
    if process.returncode:
        ended = f"the crawl ended with exit code {process.returncode}"
        raise CrawlError(f"{error or ended}; {UNCHANGED}")


def _follow(lines: Iterable[str], on_progress: Callable[[int], None] | None) -> str | None:
    """Pass on the number of items; return the error the process tells of."""
    error = None
    for line in lines:
        told = json.loads(line)
        error = told.get("error", error)
        if on_progress is not None and "items" in told:
            on_progress(told["items"])
    return error
