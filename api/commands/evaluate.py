"""journeyman evaluate: simulations and measures."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import Format, JsonOption, console, print_json, print_rows
from api.session import Session, open_session
from evaluation.extraction_report import measure_extraction
from evaluation.school import load_classes, read_school
from evaluation.semester import write_semester
from evaluation.simulation import simulate_semester
from evaluation.training import DATA

app = typer.Typer(no_args_is_help=True, help="Simulate and measure.")


@app.command()
def extraction(
    data: Annotated[
        Path, typer.Option("--data", help="Folder of the real data sets.", show_default=False)
    ] = DATA,
    as_json: JsonOption = False,
) -> None:
    """Measure the extraction of abilities from postings, its parts and its speed."""
    found = measure_extraction(data)
    if as_json:
        print_json(found)
        return
    nice = asdict(found.nice)
    links = [{**asdict(link), "accuracy": link.accuracy} for link in found.links]
    for rows in (found.figures, links, found.kinds, [nice], found.speed):
        print_rows(rows, Format.TABLE)


@app.command()
def simulate(
    classes: Annotated[Path, typer.Option("--classes", exists=True, help="The school's classes.")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder to write to.")] = None,
) -> None:
    """Write one simulated semester of learners, answers, study sessions and ratings."""
    with open_session() as session:
        simulate_classes(session, classes, out or session.home / "simulated")


def simulate_classes(session: Session, classes: Path, folder: Path) -> list[Path]:
    """Simulate a semester of the classes in a file and write its four tables."""
    plan = load_classes(classes)
    semester = simulate_semester(
        read_school(session.store, plan), plan.start, plan.weeks, plan.seed
    )
    files = write_semester(semester, folder)
    console.print(
        f"simulated: {len(semester.learners)} learners, {len(semester.answers)} answers, "
        f"{len(semester.sessions)} study sessions, {len(semester.ratings)} ratings "
        f"(seed {plan.seed})"
    )
    return files
