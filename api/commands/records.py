"""journeyman ingest: who the learners are, and what they did."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.ingest import PathArgument, SourceOption
from api.commands.printing import (
    ApplyOption,
    EncodingOption,
    ErrorsOption,
    Mode,
    PlanOption,
    choose_mode,
    console,
    print_left_out,
    progress_bar,
    saving_errors,
    settle_plan,
)
from api.session import Session, open_session
from graph.ids import pseudonym_key
from ingest.cells import Units, find_zone, parse_most
from ingest.history import load_history, plan_history
from ingest.identities import read_identities
from ingest.learners import load_learners
from ingest.logs import ACTIVITY, ANSWERS, RATINGS, Form, LogReport, Reading, load_log
from ingest.oulad.plan import plan_oulad
from ingest.oulad.records import load_oulad
from ingest.xapi.load import XapiReading, load_xapi

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
def history(
    path: PathArgument,
    source: SourceOption = "own",
    timezone: TimezoneOption = None,
    identities: IdentitiesOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a course platform's history: its resources, then its study sessions."""
    reading = make_reading("utf-8-sig", identities, make_units(None, timezone, None))
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_history(session.store, path, source)
        settled = settle_plan(session.store, made, path.name, mode, "import")
        if mode is Mode.PLAN or (made.changes and settled is None):
            console.print("study sessions come in once this is applied")
            return
        key = pseudonym_key(session.home)
        print_log(path, load_history(session.store, path, source, key, reading))


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


@app.command()
def oulad(
    path: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, help="The folder with the tables.")
    ],
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in the tables of the Open University Learning Analytics Dataset."""
    with saving_errors(errors), open_session() as session:
        ingest_oulad(session, path, choose_mode(plan, apply))


@app.command()
def xapi(
    path: PathArgument,
    source: SourceOption = "own",
    accounts: Annotated[
        str | None,
        typer.Option("--accounts", help="Home page whose account names are the school's numbers."),
    ] = None,
    timezone: TimezoneOption = None,
    identities: IdentitiesOption = None,
    errors: ErrorsOption = None,
) -> None:
    """Bring in statements of the Experience API: an array, a query's result, or JSON lines."""
    same = read_identities(identities) if identities is not None else {}
    reading = XapiReading(source, accounts, make_units(None, timezone, None), same)
    with saving_errors(errors), open_session() as session:
        ingest_xapi(session, path, reading)


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
    follows = f", who follow {report.followed} tags" if report.followed else ""
    console.print(f"{path.name}: {report.learners} learners{follows}")
    print_left_out(report.left_out)


def ingest_oulad(session: Session, folder: Path, mode: Mode) -> None:
    """Plan and settle modules and assessments; once the map holds them, load the students."""
    made = plan_oulad(session.store, folder)
    settled = settle_plan(session.store, made, f"OULAD, {folder.name}", mode, "import")
    if mode is Mode.PLAN or (made.changes and settled is None):
        console.print("students and scores come in once this is applied")
        return
    with progress_bar("scores") as on_progress:
        key = pseudonym_key(session.home)
        report = load_oulad(session.store, folder, key, on_progress)
    console.print(
        f"{folder.name}: {report.learners} learners; {report.added} events added, "
        f"{report.known} known before, {len(report.left_out)} left out"
    )
    print_left_out(report.left_out)


def ingest_xapi(session: Session, path: Path, reading: XapiReading) -> None:
    """Load statements and say what was new in them."""
    report = load_xapi(session.store, path, pseudonym_key(session.home), reading)
    console.print(
        f"{path.name}: {report.learners} new learners; {report.added} events added, "
        f"{report.known} known before, {len(report.left_out)} left out"
    )
    print_left_out(report.left_out)


def ingest_log(
    session: Session, path: Path, form: Form, source: str, reading: Reading | None = None
) -> None:
    """Load a log and say what was new in it."""
    key = pseudonym_key(session.home)
    print_log(path, load_log(session.store, path, form, source, key, reading))


def print_log(path: Path, report: LogReport) -> None:
    """Say what was new in a log."""
    console.print(
        f"{path.name}: {report.added} added, {report.known} known before, "
        f"{len(report.left_out)} left out"
    )
    print_left_out(report.left_out)
