"""journeyman learners report, next, suitable; qmatrix; resources difficulty."""

from datetime import UTC, datetime
from pathlib import Path as File
from typing import Annotated

import typer

from api.commands.printing import (
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    console,
    print_json,
    print_rows,
)
from api.session import Session, open_session
from api.web.diagnosis import render_diagnosis_report
from graph.resources import QEntry, list_q_matrix
from graph.settings import Settings
from learner.difficulty import Sense
from learner.errors import NotFittedError
from learner.item_review import review_difficulty
from learner.q_review import review_q_matrix
from learner.questions import NextQuestion
from learner.standing import read_standing
from recommend.asking import find_question_for
from recommend.suitable import Rule, Wanted, Wish, find_suitable

app = typer.Typer(no_args_is_help=True, help="Learners, as pseudonyms.")
resources = typer.Typer(no_args_is_help=True, help="Resources.")
LearnerArgument = Annotated[str, typer.Argument(help="Learner.id")]
JobOption = Annotated[str | None, typer.Option("--job", help="Job.id; default: the own target.")]


@app.command()
def report(
    learner: LearnerArgument,
    out: Annotated[File | None, typer.Option("--out", help="The file to write.")] = None,
    language: Annotated[str, typer.Option("--lang", help="en or zh")] = "en",
) -> None:
    """Write what a learner masters, and how surely, as one HTML file."""
    if language not in {"en", "zh"}:
        raise typer.BadParameter(f"--lang: expected en or zh, found {language}")
    with open_session() as session:
        name = f"diagnosis_{learner}.html".replace(":", "_").replace("/", "_")
        file = out or Settings().journeyman_home / "reports" / name
        console.print(str(write_report(session, learner, file, language)), soft_wrap=True)


def write_report(session: Session, learner_id: str, file: File, language: str) -> File:
    """Write the report of a learner; the file is whole or not there."""
    at = datetime.now(UTC)
    standing = read_standing(session.store, session.home, learner_id, at)
    try:
        asks = find_question_for(session.store, session.home, learner_id, at)
    except NotFittedError:
        asks = None
    whole = render_diagnosis_report(standing, asks, language)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_text(whole, encoding="utf-8")
    part.replace(file)
    return file


@app.command("next")
def next_question(
    learner: LearnerArgument, job: JobOption = None, as_json: JsonOption = False
) -> None:
    """Show the question that would tell most next, or why the test is over."""
    with open_session() as session:
        found = find_question_for(session.store, session.home, learner, datetime.now(UTC), job)
    if as_json:
        print_json(found)
    else:
        console.print(describe_next(found), soft_wrap=True)


def describe_next(found: NextQuestion) -> str:
    """Return in words what to ask next."""
    known = f"{found.wanted - found.open} of {found.wanted} points are certain"
    if found.question_id is None:
        return f"nothing to ask: {found.why} ({known})"
    names = ", ".join(found.names)
    right = f"right with {found.right or 0.0:.0%}"
    return (
        f"{found.question_id}: {found.title or 'a question'}\n"
        f"  needs {names}; tells {found.gain:.2f} bits, {right}; {known}"
    )


@app.command()
def suitable(
    learner: LearnerArgument,
    job: JobOption = None,
    rule: Annotated[Rule, typer.Option(help="paper: what will be right anyway.")] = "zone",
    difficulty: Annotated[Wanted | None, typer.Option(help="Of the paper's rule.")] = None,
    limit: LimitOption = 10,
    as_json: JsonOption = False,
) -> None:
    """List exercises, videos and texts that suit a learner now, best first."""
    wish = Wish(job, rule, difficulty, limit)
    with open_session() as session:
        found = find_suitable(session.store, session.home, learner, datetime.now(UTC), wish)
    columns = ("kind", "title", "points", "need", "ready", "chance", "suitability", "due")
    print_rows(found, Format.JSON if as_json else Format.TABLE, columns)


def qmatrix(
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Rows that the answers speak against.")
    ] = False,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show the Q matrix question by question; --suggest shows what it may have wrong."""
    with open_session() as session:
        if suggest:
            rows: list[object] = [*review_q_matrix(session.store, session.home)]
        else:
            rows = [*_fold(list_q_matrix(session.store))]
    shown = Format.JSON if as_json else form
    if suggest and not rows and shown is Format.TABLE:
        console.print("no row that the answers speak against")
        return
    print_rows(rows, shown)


def _fold(entries: list[QEntry]) -> list[dict[str, object]]:
    """Return a row a question."""
    points: dict[str, list[str]] = {}
    for entry in entries:
        points.setdefault(entry.question_id, []).append(entry.point_id)
    return [{"question_id": question, "points": each} for question, each in points.items()]


@resources.command("difficulty")
def show_difficulty(
    sense: Annotated[
        Sense, typer.Option(help="Boundary .6 of wrong or of right answers.")
    ] = "wrong_rate",
    borderline: Annotated[
        bool, typer.Option("--borderline", help="Only those that may turn.")
    ] = False,
    limit: LimitOption = 1_000,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List questions by difficulty, simple or complex, and which lie near the boundary."""
    with open_session() as session:
        found = review_difficulty(session.store, sense)
    rows = [one for one in found if one.borderline or not borderline][:limit]
    columns = ("question_id", "title", "answers", "difficulty", "complex", "borderline")
    print_rows(rows, Format.JSON if as_json else form, columns)
