"""journeyman crawl: job sites and course catalogues into raw files."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import console, errors, print_left_out
from api.refusals import DoorError
from crawlers.card import load_card
from crawlers.report import CrawlReport, Progress
from crawlers.run import Manner, crawl
from graph.plans import LeftOut
from graph.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Crawl job sites and course catalogues.")
_SPEAK_SECONDS = 10
CardOption = Annotated[Path, typer.Option("--card", exists=True, help="The source card.")]
MirrorOption = Annotated[
    str | None, typer.Option(help="Ask this server instead of the card's; addresses stay.")
]


FreshOption = Annotated[
    bool, typer.Option("--fresh", help="Forget earlier crawls and read everything again.")
]


@app.command()
def jobs(card: CardOption, mirror: MirrorOption = None, fresh: FreshOption = False) -> None:
    """Crawl a job site into data/raw/<card>.jsonl; a crawl that was cut off goes on."""
    crawl_source(card, "jobs", Settings().journeyman_home, mirror, fresh)


@app.command()
def courses(card: CardOption, mirror: MirrorOption = None, fresh: FreshOption = False) -> None:
    """Crawl a course catalogue, with its syllabi, into data/raw/; one cut off goes on."""
    crawl_source(card, "courses", Settings().journeyman_home, mirror, fresh)


def crawl_source(
    card: Path, kind: str, home: Path, mirror: str | None, fresh: bool = False
) -> CrawlReport:
    """Crawl the site of a card into ``raw/`` of the home and say what came of it.

    Raises:
        DoorError: the card is of another kind.
    """
    found = load_card(card).kind
    if found != kind:
        raise DoorError(f"{card}: expected a card of kind {kind}, found {found}")
    manner = Manner(mirror, home / "takedown.txt", fresh)
    with show_crawl(card.stem) as on_progress:
        report = crawl(card, home / "raw", manner, on_progress)
    print_report(report)
    return report


def print_report(report: CrawlReport) -> None:
    """Say what a crawl found, what has changed since the one before, and why it stopped."""
    expected = f"{report.expected_min} to {report.expected_max} expected"
    changes, source = report.changes, report.source
    console.print(
        f"{source}: {report.items} items ({expected}) from {report.requests} requests, "
        f"{len(report.left_out)} left out"
    )
    console.print(
        f"  {changes.new} new, {changes.changed} changed, {changes.unchanged} unchanged, "
        f"{len(changes.gone)} gone"
    )
    if report.stopped is not None:
        console.print(
            f"  stopped by {report.stopped} with {report.progress.queued} addresses left: "
            "crawl again to go on"
        )
    elif not report.as_expected:
        errors.print(f"  {source}: {expected}, found {report.items} items")
    print_left_out([LeftOut(item.url, item.reason) for item in report.left_out])


@contextmanager
def show_crawl(what: str) -> Iterator[Callable[[Progress], None]]:
    """Show how far a crawl is: a line that moves on a terminal, elsewhere one in ten seconds."""
    if errors.is_terminal:
        with errors.status(f"crawling {what}") as line:
            yield lambda progress: line.update(f"crawling {what}: {format_progress(progress)}")
        return
    spoken = time.monotonic()

    def say(progress: Progress) -> None:
        nonlocal spoken
        if time.monotonic() - spoken >= _SPEAK_SECONDS:
            spoken = time.monotonic()
            errors.print(f"  {what}: {format_progress(progress)}", soft_wrap=True)

    yield say


def format_progress(progress: Progress) -> str:
    """Return how far a crawl is in one line."""
    return (
        f"{progress.done} addresses done, {progress.queued} queued, {progress.failed} without "
        f"success, {progress.items} items"
    )
