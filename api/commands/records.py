"""journeyman ingest: who the learners are, and what they did."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.ingest import PathArgument, SourceOption
from api.commands.printing import ErrorsOption, console, print_left_out, saving_errors
from api.session import Session, open_session
from graph.ids import pseudonym_key
from ingest.cells import Units, find_zone, parse_most
from ingest.identities import read_identities
from ingest.learners import load_learners
from ingest.logs import ACTIVITY, ANSWERS, RATINGS, Form, Reading, load_log

app = typer.Typer()
MaxOption = Annotated[
    str | None, typer.Option("--max", help="The score that is full; a column max goes before it.")
]
TimezoneOption = Annotated[
    str | None, typer.Option("--timezone", help="Of times without a zone: Asia/Shanghai.")
]
MissingOption = Annotated[
    list[str] | None, typer.Option("--missing", help="A value that means none (again for more).")
]
EncodingOption = Annotated[str, typer.Option("--encoding", help="Of the file: gb18030.")]
IdentitiesOption = Annotated[
    Path | None,
    typer.Option("--identities", exists=True, help="CSV number,same_as: two numbers, one person."),
]


@app.command()
def learners(
    path: PathArgument,
    encoding: EncodingOption = "utf-8-sig",
    identities: IdentitiesOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Bring in learners; their numbers become pseudonyms by this home's key."""
    reading = make_reading(encoding, identities)
    with saving_errors(errors), open_session() as session:
        ingest_learners(session, path, reading)


@app.command()
def answers(
    path: PathArgument,
    source: SourceOption = "own",
    most: MaxOption = None,
    timezone: TimezoneOption = None,
    missing: MissingOption = None,
    encoding: EncodingOption = "utf-8-sig",
    identities: IdentitiesOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a log of answers: number, item, score and what else it has."""
    reading = make_reading(encoding, identities, make_units(most, timezone, missing))
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, ANSWERS, source, reading)


@app.command()
def activity(
    path: PathArgument,
    source: SourceOption = "own",
    timezone: TimezoneOption = None,
    missing: MissingOption = None,
    encoding: EncodingOption = "utf-8-sig",
    identities: IdentitiesOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a log of study sessions: number, resource and what else it has."""
    reading = make_reading(encoding, identities, make_units(None, timezone, missing))
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, ACTIVITY, source, reading)


@app.command()
def ratings(
    path: PathArgument,
    source: SourceOption = "own",
    timezone: TimezoneOption = None,
    missing: MissingOption = None,
    encoding: EncodingOption = "utf-8-sig",
    identities: IdentitiesOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a log of ratings: number, resource, rating and what else it has."""
    reading = make_reading(encoding, identities, make_units(None, timezone, missing))
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, RATINGS, source, reading)


def make_units(most: str | None, timezone: str | None, missing: Sequence[str] | None) -> Units:
    """Return the units that the options say."""
    return Units(
        most=parse_most(most, "--max") if most is not None else 1.0,
        zone=find_zone(timezone) if timezone is not None else None,
        missing=frozenset(code.strip() for code in missing or ()),
    )


def make_reading(encoding: str, identities: Path | None, units: Units | None = None) -> Reading:
    """Return how the options say that a log is read."""
    same = read_identities(identities, encoding) if identities is not None else {}
    return Reading(encoding, units or Units(), same)


def ingest_learners(session: Session, path: Path, reading: Reading | None = None) -> None:
    """Load learners and say how many."""
    report = load_learners(session.store, path, pseudonym_key(session.home), reading)
    console.print(f"{path.name}: {report.learners} learners")
    print_left_out(report.left_out)


def ingest_log(
    session: Session, path: Path, form: Form, source: str, reading: Reading | None = None
) -> None:
    """Load a log and say what was new in it."""
    report = load_log(session.store, path, form, source, pseudonym_key(session.home), reading)
    console.print(
        f"{path.name}: {report.added} added, {report.known} known before, "
        f"{len(report.left_out)} left out"
    )
    print_left_out(report.left_out)
