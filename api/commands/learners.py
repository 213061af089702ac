"""journeyman learners: who they are, and what they master."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    EncodingOption,
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    console,
    print_rows,
)
from api.refusals import DoorError
from api.session import Session, open_session
from graph.learners import get_learner, list_learners
from graph.people import list_alike
from ingest.identities import read_numbers
from learner.anonymity import Anonymity, measure_anonymity
from learner.diagnosis import diagnose_learner, diagnose_learners
from learner.fitted import load_diagnosis
from learner.retention import Forgetting
from learner.scan import scan_people
from text.identifiers import Identifiers

app = typer.Typer(no_args_is_help=True, help="Learners, as pseudonyms.")


@app.command()
def diagnose(
    learner: Annotated[
        str | None, typer.Option("--learner", help="Only this one, by the model fitted last.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="ISO 8601, by default now; answers up to then.")
    ] = None,
    delta: Annotated[
        float | None, typer.Option(min=0.0, help="How fast is forgotten; default: chosen.")
    ] = None,
    gamma: Annotated[
        float | None,
        typer.Option(min=0.0, help="How much a success slows it; with --delta, by default 0.3."),
    ] = None,
) -> None:
    """Judge from the answers what every learner masters, and what is retained of it."""
    forgetting = _parse_forgetting(learner, delta, gamma)
    moment = datetime.now(UTC) if at is None else _parse_past(at)
    with open_session() as session:
        if learner is None:
            diagnose_all(session, moment, forgetting)
        else:
            diagnose_one(session, learner, moment)


@app.command("list")
def list_all(
    limit: LimitOption = 100, form: FormatOption = Format.TABLE, as_json: JsonOption = False
) -> None:
    """List learners, those with most answers first."""
    with open_session() as session:
        rows = list_learners(session.store, limit)
    columns = ("learner_id", "school_class", "target", "answers", "simulated")
    print_rows(rows, Format.JSON if as_json else form, columns)


@app.command()
def scan(
    paths: Annotated[
        list[Path], typer.Argument(exists=True, dir_okay=False, help="CSV files of the school.")
    ],
    column: Annotated[str, typer.Option("--column", help="Where they name people.")] = "number",
    encoding: EncodingOption = "utf-8-sig",
) -> None:
    """Prove that no identifier in these files, no e-mail and no telephone number is stored."""
    numbers = set[str]().union(*(read_numbers(path, column, encoding) for path in paths))
    with open_session() as session:
        scan_all(session, Identifiers(numbers))


@app.command()
def anonymity(
    k: Annotated[int, typer.Option("--k", min=2, help="How many must be alike.")] = 5,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Say among how many others each learner is hidden, and what to drop until it is k."""
    with open_session() as session:
        found = measure_anonymity(list_alike(session.store), k)
    print_rows(found.steps, Format.JSON if as_json else form)
    if form is Format.TABLE and not as_json:
        print_anonymity(found)


def print_anonymity(found: Anonymity) -> None:
    """Say what the table of steps comes to."""
    under = found.steps[0].under
    console.print(f"{found.learners} learners, {under} of them alike with fewer than {found.k}")
    if not under:
        return
    if found.suggested is None:
        console.print(f"there are fewer than {found.k} learners: show nobody's traits")
    else:
        dropped = ", ".join(found.suggested.dropped)
        console.print(f"without {dropped} everybody is alike with {found.k} or more")
        console.print(f"or leave out the {under}: the smallest set is then {found.steps[0].left}")


def scan_all(session: Session, identifiers: Identifiers) -> None:
    """Scan and say where something was found; the exit code is then 1."""
    found = scan_people(session.store, identifiers)
    console.print(
        f"{found.texts} texts near people, {len(identifiers)} identifiers "
        f"({identifiers.short} too short to be told from counts, looked for as whole values)"
    )
    for each in found.findings:
        console.print(f"  found: {each.place}: {each.what} in {each.texts} texts")
    if found.findings:
        raise typer.Exit(1)
    console.print("nothing of them is stored")


def _parse_forgetting(
    learner: str | None, delta: float | None, gamma: float | None
) -> Forgetting | None:
    """Return the constants asked for, None where they are to be chosen."""
    if learner is not None and (delta, gamma) != (None, None):
        raise typer.BadParameter("--delta, --gamma: expected without --learner, found both")
    if delta is None and gamma is not None:
        raise typer.BadParameter("--gamma: expected with --delta, found it alone")
    if delta is None:
        return None
    return Forgetting(1.0, delta) if gamma is None else Forgetting(1.0, delta, gamma)


def _parse_past(text: str) -> datetime:
    """Return a time, without a zone in UTC."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DoorError(f"--at: expected ISO 8601, found {text!r}") from None
    if moment > datetime.now(UTC):
        raise DoorError(f"--at: expected a past time, found {text}")
    return moment


def diagnose_one(session: Session, learner_id: str, at: datetime) -> None:
    """Judge one learner anew by the model fitted last and say how it went."""
    get_learner(session.store, learner_id)
    load_diagnosis(session.store, session.home)
    points = diagnose_learner(session.store, session.home, learner_id, at)
    said = f"{points} points judged" if points else "not diagnosed, for want of answers"
    console.print(f"{learner_id}: {said}")


def diagnose_all(
    session: Session, at: datetime | None = None, forgetting: Forgetting | None = None
) -> None:
    """Fit DINA to all answers up to a time, by default the newest one's; say how it went."""
    made = diagnose_learners(session.store, session.home, at, forgetting)
    if made.later:
        console.print(f"{made.later} answers are later than {at} and wait")
    if made.version is None:
        console.print("no answer bears on a knowledge point: nothing to diagnose")
        return
    console.print(
        f"{made.version}: {made.learners} learners, {made.answers} answers, {made.points} points "
        f"in {made.blocks} blocks ({made.approximate} by mean field), "
        f"log-likelihood {made.log_likelihood:.2f}; {made.not_evidenced} pairs not evidenced"
    )
    constants = made.forgetting
    console.print(
        f"forgetting: delta {constants.delta:g}, gamma {constants.gamma:g} (tau 1 day)"
        if constants.delta
        else "forgetting: none; what is retained is what was mastered"
    )
