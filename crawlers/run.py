"""A crawl from the outside: it succeeds and replaces the earlier one, or it changes nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from crawlers.card import load_card
from crawlers.errors import CrawlError
from crawlers.order import Order
from crawlers.report import CrawlReport, Progress, parse_report
from crawlers.results import settle
from crawlers.site import is_origin
from crawlers.staging import UNCHANGED, publish, stage
from crawlers.state import State
from crawlers.takedown import read_takedown

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a card is crawled this time.

    Attributes:
        mirror: origin of a server to ask instead of the card's, such as http://127.0.0.1:8123.
        takedown: a file of addresses that are never fetched, beside those of the card.
        fresh: forget what earlier crawls know, and read everything again.
    """

    mirror: str | None = None
    takedown: Path | None = None
    fresh: bool = False


AS_THE_CARD_SAYS = Manner()


def crawl(
    card_path: Path,
    folder: Path,
    manner: Manner = AS_THE_CARD_SAYS,
    on_progress: Callable[[Progress], None] | None = None,
) -> CrawlReport:
    """Crawl the site of a source card, and replace what an earlier crawl left in the folder.

    Writes ``<name>.jsonl`` (one item of ``crawlers.items`` to a line, by address),
    ``<name>.report.json`` and the syllabi in the folder ``<name>``. What the crawl knows is in
    ``<name>.sqlite``: a crawl that was ended, whatever ended it, goes on there.

    Args:
        card_path: the source card.
        folder: where to write; made if it is not there.
        manner: how.
        on_progress: told how far the crawl is; what it raises ends the crawl.

    Raises:
        CardError: the card or the takedown file is not one.
        CrawlError: no server answers, or something cannot be written; the earlier crawl stays.
    """
    card = load_card(card_path)
    if manner.mirror is not None and not is_origin(manner.mirror):
        raise CrawlError(
            f"mirror: expected http(s)://host:port without a path, found {manner.mirror}"
        )
    takedown = str(manner.takedown.resolve()) if manner.takedown else None
    if manner.takedown is not None:
        read_takedown(manner.takedown)  # what is wrong in it is said before anything begins
    with stage(folder, card.name) as staging:
        state = folder.resolve() / f"{card.name}.sqlite"
        if manner.fresh:
            _forget(state)
        order = Order(str(card_path), str(staging), str(state), manner.mirror, takedown)
        _run_process(order, on_progress)
        report = parse_report((staging / f"{card.name}.report.json").read_text("utf-8"))
        publish(staging, folder, card.name)
        _settle(state, folder / f"{card.name}.jsonl")
    return report


def _forget(state: Path) -> None:
    for path in state.parent.glob(f"{state.name}*"):
        path.unlink()


def _settle(path: Path, items: Path) -> None:
    lines = items.read_text("utf-8").splitlines()
    with State(path) as state:
        settle(state, {json.loads(line)["url"]: line for line in lines})


def _run_process(order: Order, on_progress: Callable[[Progress], None] | None) -> None:
    path = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    with (
        subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", "crawlers.process", json.dumps(asdict(order))],
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


def _follow(lines: Iterable[str], on_progress: Callable[[Progress], None] | None) -> str | None:
    """Pass on how far the process is; return the error it tells of."""
    error = None
    for line in lines:
        told = json.loads(line)
        error = told.get("error", error)
        if on_progress is not None and "progress" in told:
            on_progress(Progress(**told["progress"]))
    return error
