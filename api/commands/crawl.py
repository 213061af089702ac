"""journeyman crawl: job sites and course catalogues into raw files."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import console, print_left_out, progress_bar
from api.errors import DoorError
from crawlers.card import load_card
from crawlers.report import CrawlReport
from crawlers.run import crawl
from graph.plans import LeftOut
from graph.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Crawl job sites and course catalogues.")
CardOption = Annotated[Path, typer.Option("--card", exists=True, help="The source card.")]
MirrorOption = Annotated[
    str | None, typer.Option(help="Ask this server instead of the card's; addresses stay.")
]


@app.command()
def jobs(card: CardOption, mirror: MirrorOption = None) -> None:
    """Crawl a job site into data/raw/<card>.jsonl."""
    crawl_source(card, "jobs", Settings().journeyman_home / "raw", mirror)


@app.command()
def courses(card: CardOption, mirror: MirrorOption = None) -> None:
    """Crawl a course catalogue, with its syllabi, into data/raw/."""
    crawl_source(card, "courses", Settings().journeyman_home / "raw", mirror)


def crawl_source(card: Path, kind: str, folder: Path, mirror: str | None) -> CrawlReport:
    """Crawl the site of a card and say what came of it.

    Raises:
        DoorError: the card is of another kind.
    """
    found = load_card(card).kind
    if found != kind:
        raise DoorError(f"{card}: expected a card of kind {kind}, found {found}")
    with progress_bar(f"crawling {card.stem}") as on_progress:
        report = crawl(card, folder, mirror, lambda items: on_progress(items, 0))
    expected = f"{report.expected_min} to {report.expected_max} expected"
    console.print(
        f"{report.source}: {report.items} items ({expected}) from {report.requests} requests, "
        f"{len(report.left_out)} left out"
    )
    print_left_out([LeftOut(item.url, item.reason) for item in report.left_out])
    return report
