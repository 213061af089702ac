"""journeyman ingest: raw files into the graph."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    ApplyOption,
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
from api.commands.syllabi import syllabus
from api.session import Session, open_session
from graph.plans import LeftOut, Plan
from ingest.courses import plan_courses
from ingest.errors import RawFileError
from ingest.postings import load_postings
from ingest.qmatrix import list_weaknesses, plan_q_matrix, read_q_matrix
from ingest.resources import plan_resources
from ingest.skos.plan import plan_skos
from ingest.skos.reader import Languages
from ingest.tables import load_tables, plan_tables

app = typer.Typer(no_args_is_help=True, help="Bring raw files into the graph.")
app.command()(syllabus)
PathArgument = Annotated[Path, typer.Argument(exists=True, help="The file (or folder).")]
SourceOption = Annotated[str, typer.Option("--source", help="Who provides it; starts the ids.")]
FrameworkOption = Annotated[
    str | None,
    typer.Option("--framework", help="Id of the framework of what is in no scheme of ours."),
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", help="Default language of that framework, else its own or English."),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", help="Take only the default language and this (again for more)."),
]


@app.command()
def skos(
    path: PathArgument,
    framework: FrameworkOption = None,
    language: LanguageOption = None,
    only: OnlyOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a vocabulary as SKOS in RDF: an export, ESCO's own dump, or another."""
    languages = Languages(language, tuple(only or ()))
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        ingest_plan(
            session, lambda: plan_skos(session.store, path, framework, languages), path, mode
        )


@app.command()
def postings(path: PathArgument, errors: ErrorsOption = None) -> None:
    """Bring in the postings of a crawl, with the abilities they mention."""
    with saving_errors(errors), open_session() as session:
        ingest_postings(session, path)


@app.command()
def courses(
    path: PathArgument,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a crawled course catalogue."""
    with saving_errors(errors), open_session() as session:
        ingest_plan(
            session, lambda: plan_courses(session.store, path), path, choose_mode(plan, apply)
        )


@app.command()
def resources(
    path: PathArgument,
    source: SourceOption = "own",
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a table of questions, videos, texts and exercises."""
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        ingest_plan(session, lambda: plan_resources(session.store, path, source), path, mode)


@app.command()
def qmatrix(
    path: PathArgument,
    source: SourceOption = "own",
    check: Annotated[
        bool, typer.Option("--check", help="Say what is weak in it; go on only without a fault.")
    ] = False,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a Q matrix named by its course's code, or a folder of them."""
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        ingest_q_matrices(session, path, source, mode, check=check)


@app.command()
def tables(
    path: PathArgument,
    origin: Annotated[str, typer.Option("--origin", help="Who says it: `esco:1.2.0`, `school`.")],
    bulk: Annotated[
        bool, typer.Option("--bulk", help="Into an empty graph, without a plan: millions of rows.")
    ] = False,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in tables of nodes and relationships (CSV, JSON lines, Parquet), or a folder."""
    with saving_errors(errors), open_session() as session:
        if not bulk:
            mode = choose_mode(plan, apply)
            ingest_plan(session, lambda: plan_tables(session.store, path, origin), path, mode)
            return
        with progress_bar("loading") as on_progress:
            made = load_tables(session.store, path, origin, on_progress)
        console.print(f"changeset {made.seq}: {made.changes} rows, {made.note}", soft_wrap=True)


def ingest_plan(session: Session, make: Callable[[], Plan], path: Path, mode: Mode) -> None:
    """Plan and settle one file."""
    settle_plan(session.store, make(), path.name, mode, "import")


def ingest_q_matrices(
    session: Session, path: Path, source: str, mode: Mode, *, check: bool = False
) -> None:
    """Plan and settle each Q matrix; with ``check`` only if none of them has a fault.

    Raises:
        RawFileError: one of them has.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if check:
        check_q_matrices(session, files, source)
    for file in files:
        made = plan_q_matrix(session.store, file, source)
        settle_plan(session.store, made, f"Q matrix {file.stem}", mode, "import")


def check_q_matrices(session: Session, files: Sequence[Path], source: str) -> None:
    """Print the faults and weaknesses of Q matrices.

    Raises:
        RawFileError: one of them has a fault.
    """
    faults = list[LeftOut]()
    for file in files:
        matrix = read_q_matrix(session.store, file, source)
        weak = list_weaknesses(matrix)
        console.print(
            f"Q matrix {file.stem}: {len(matrix.needs)} questions, {len(matrix.points)} points, "
            f"{len(matrix.faults)} faults, {'not ' if weak else ''}identifiable by DINA"
        )
        for each in weak:
            console.print(f"  weak: {each.subject}: {each.reason}", soft_wrap=True)
        print_left_out(matrix.faults)
        faults += matrix.faults
    if faults:
        where = faults[0].subject
        raise RawFileError(f"{where}: expected Q matrices without faults, found {len(faults)}")


def ingest_postings(session: Session, path: Path) -> None:
    """Load postings and say what was found in them."""
    report = load_postings(session.store, path)
    matched = ", ".join(f"{count} by {how}" for how, count in sorted(report.matched.items()))
    console.print(
        f"{path.name}: {report.postings} postings, {report.duplicates} repeat another; "
        f"job told: {matched}; {report.mentions} mentions of abilities"
    )
    print_left_out(report.left_out)
