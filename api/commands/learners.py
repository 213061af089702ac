"""journeyman learners: who they are, and what they master."""

from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    console,
    print_rows,
)
from api.commands.records import EncodingOption
from api.session import Session, open_session
from graph.learners import list_learners
from graph.people import list_alike
from ingest.identities import read_numbers
from learner.anonymity import Anonymity, measure_anonymity
from learner.diagnosis import diagnose_learners
from learner.scan import scan_people
from text.identifiers import Identifiers

app = typer.Typer(no_args_is_help=True, help="Learners, as pseudonyms.")


@app.command()
def diagnose() -> None:
    """Judge from all answers what every learner masters."""
    with open_session() as session:
        diagnose_all(session)


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


def diagnose_all(session: Session) -> None:
    """Fit DINA to all answers and say how it went."""
    made = diagnose_learners(session.store, session.home)
    if made.version is None:
        console.print("no answer bears on a knowledge point: nothing to diagnose")
        return
    console.print(
        f"{made.version}: {made.learners} learners, {made.answers} answers, {made.points} points "
        f"in {made.blocks} blocks ({made.approximate} by mean field), "
        f"log-likelihood {made.log_likelihood:.2f}; {made.not_evidenced} pairs not evidenced"
    )
