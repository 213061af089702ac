"""journeyman ingest: raw files into the graph."""

from collections.abc import Callable
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
from api.session import Session, open_session
from graph.ids import pseudonym_key
from graph.plans import LeftOut, Plan
from ingest.courses import plan_courses
from ingest.errors import SyllabusError
from ingest.esco import ATTRIBUTION, plan_esco
from ingest.history import load_history, plan_history
from ingest.learners import load_learners
from ingest.logs import ACTIVITY, ANSWERS, RATINGS, Form, LogReport, load_log
from ingest.postings import load_postings
from ingest.resources import plan_q_matrix, plan_resources
from ingest.skos.plan import plan_skos
from ingest.skos.reader import Languages
from ingest.syllabus import list_syllabi, plan_syllabus
from ingest.tables import load_tables, plan_tables

app = typer.Typer(no_args_is_help=True, help="Bring raw files into the graph.")
PathArgument = Annotated[Path, typer.Argument(exists=True, help="The file (or folder).")]
SourceOption = Annotated[str, typer.Option("--source", help="Who provides it; starts the ids.")]
ProviderOption = Annotated[
    str | None, typer.Option("--provider", help="Who teaches; starts the courses' ids.")
]
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
def esco(
    path: Annotated[
        Path | None, typer.Argument(help="Where the packages are, or are fetched to.")
    ] = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in ESCO's ICT occupations and the abilities they require."""
    with saving_errors(errors), open_session() as session:
        ingest_esco(session, path or session.home / "cache" / "esco", choose_mode(plan, apply))


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
def syllabus(
    path: PathArgument,
    provider: ProviderOption = None,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a syllabus (DOCX, PDF, HTML, Markdown), or a folder of them."""
    with saving_errors(errors), open_session() as session:
        ingest_syllabi(session, path, provider, choose_mode(plan, apply))


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
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a Q matrix named by its course's code, or a folder of them."""
    with saving_errors(errors), open_session() as session:
        ingest_q_matrices(session, path, source, choose_mode(plan, apply))


@app.command()
def learners(path: PathArgument, errors: ErrorsOption = None) -> None:
    """Bring in learners; their numbers become pseudonyms by this home's key."""
    with saving_errors(errors), open_session() as session:
        ingest_learners(session, path)


@app.command()
def answers(path: PathArgument, source: SourceOption = "own", errors: ErrorsOption = None) -> None:
    """Bring in a log of answers."""
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, ANSWERS, source)


@app.command()
def activity(path: PathArgument, source: SourceOption = "own", errors: ErrorsOption = None) -> None:
    """Bring in a log of study sessions."""
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, ACTIVITY, source)


@app.command()
def history(
    path: PathArgument,
    source: SourceOption = "own",
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a course platform's history: its resources, then its study sessions."""
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        ingest_plan(session, lambda: plan_history(session.store, path, source), path, mode)
        if mode is not Mode.PLAN:
            key = pseudonym_key(session.home)
            print_log(path, load_history(session.store, path, source, key))


@app.command()
def ratings(path: PathArgument, source: SourceOption = "own", errors: ErrorsOption = None) -> None:
    """Bring in a log of ratings."""
    with saving_errors(errors), open_session() as session:
        ingest_log(session, path, RATINGS, source)


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


def ingest_esco(session: Session, folder: Path, mode: Mode) -> None:
    """Plan and settle ESCO's ICT slice."""
    made = plan_esco(session.store, folder)
    settle_plan(session.store, made, "ESCO, ICT occupations", mode, "import")
    console.print(ATTRIBUTION, style="dim")


def ingest_plan(session: Session, make: Callable[[], Plan], path: Path, mode: Mode) -> None:
    """Plan and settle one file."""
    settle_plan(session.store, make(), path.name, mode, "import")


def ingest_syllabi(session: Session, path: Path, provider: str | None, mode: Mode) -> None:
    """Plan and settle each syllabus; one that cannot be read is left out, the rest goes on.

    Raises:
        SyllabusError: none of them could be read.
    """
    files, left_out = list_syllabi(path), list[LeftOut]()
    for file in files:
        try:
            made = plan_syllabus(session.store, file, provider)
        except SyllabusError as error:
            left_out.append(LeftOut(file.name, str(error)))
            continue
        note = f"{file.name}: {made.course_id} {made.title}, {made.points} points"
        settle_plan(session.store, made.plan, note, mode, "import")
    if len(left_out) == len(files):
        found = left_out[0].reason if left_out else "none"
        raise SyllabusError(f"{path}: expected a syllabus that can be read, found {found}")
    print_left_out(left_out)


def ingest_q_matrices(session: Session, path: Path, source: str, mode: Mode) -> None:
    """Plan and settle each Q matrix."""
    for file in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
        made = plan_q_matrix(session.store, file, source)
        settle_plan(session.store, made, f"Q matrix {file.stem}", mode, "import")


def ingest_postings(session: Session, path: Path) -> None:
    """Load postings and say what was found in them."""
    report = load_postings(session.store, path)
    matched = ", ".join(f"{count} by {how}" for how, count in sorted(report.matched.items()))
    console.print(
        f"{path.name}: {report.postings} postings, {report.duplicates} repeat another; "
        f"job told: {matched}; {report.mentions} mentions of abilities"
    )
    print_left_out(report.left_out)


def ingest_learners(session: Session, path: Path) -> None:
    """Load learners and say how many."""
    report = load_learners(session.store, path, pseudonym_key(session.home))
    console.print(f"{path.name}: {report.learners} learners")
    print_left_out(report.left_out)


def ingest_log(session: Session, path: Path, form: Form, source: str) -> None:
    """Load a log and say what was new in it."""
    print_log(path, load_log(session.store, path, form, source, pseudonym_key(session.home)))


def print_log(path: Path, report: LogReport) -> None:
    """Say what was new in a log."""
    console.print(
        f"{path.name}: {report.added} added, {report.known} known before, "
        f"{len(report.left_out)} left out"
    )
    print_left_out(report.left_out)
