"""journeyman gaps, path and report: what a learner lacks for a job, and what to learn."""

from datetime import UTC, datetime
from pathlib import Path as File
from typing import Annotated

import typer
from rich import box
from rich.table import Table

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
from api.web.rendering import render_report
from graph.jobs import get_job
from graph.learners import get_learner
from graph.settings import Settings
from recommend.paths import LEAST_DEMAND, Path, plan_path

LearnerArgument = Annotated[str, typer.Argument(help="Learner.id")]
JobArgument = Annotated[str, typer.Argument(help="Job.id")]
DemandOption = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Least demand share worth learning for.")
]
LanguageOption = Annotated[str, typer.Option("--lang", help="en or zh")]


def gaps(
    learner: LearnerArgument,
    job: JobArgument,
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show what a learner lacks for a job, widest gap first."""
    with open_session() as session:
        found = plan_path(session.store, learner, job).gaps[:limit]
    if as_json or form is Format.JSON:
        print_json(found)
        return
    columns = ("name", "weight", "required", "level", "evidenced", "points", "gap")
    print_rows([one.gap for one in found], form, columns)


def path(
    learner: LearnerArgument,
    job: JobArgument,
    least_demand: DemandOption = LEAST_DEMAND,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Show the path that closes a learner's gaps for a job: what, in which order, and why."""
    with open_session() as session:
        found = plan_path(session.store, learner, job, least_demand)
    if as_json or form is Format.JSON:
        print_json(found)
    elif form is Format.CSV:
        print_rows([_step_row(found, index) for index in range(len(found.steps))], form)
    else:
        print_path(found, len(found.steps))


def report(
    learner: LearnerArgument,
    job: JobArgument,
    out: Annotated[File | None, typer.Option("--out", help="The file to write.")] = None,
    language: LanguageOption = "en",
) -> None:
    """Write gaps and path as one HTML file that opens without a server."""
    with open_session() as session:
        folder = Settings().journeyman_home / "reports"
        name = f"{learner}_{job}.html".replace(":", "_")
        console.print(str(write_report(session, learner, job, out or folder / name, language)))


def write_report(session: Session, learner: str, job: str, file: File, language: str) -> File:
    """Write the report of a learner and a job; the file is whole or not there."""
    found = plan_path(session.store, learner, job)
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    whole = render_report(
        found, get_learner(session.store, learner), get_job(session.store, job), at, language
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_text(whole, encoding="utf-8")
    part.replace(file)
    return file


def print_path(found: Path, steps: int) -> None:
    """Print the head of a path: its figures, the widest gaps and the first steps with reasons."""
    console.print(
        f"{found.learner_id} for {found.job}: {len(found.gaps)} gaps "
        f"({len(found.uncovered)} that no course covers), {len(found.steps)} steps, "
        f"{found.hours:.0f} hours; gap {found.gap_before:.2f} -> {found.gap_after:.2f} "
        f"(changeset {found.seq})"
    )
    table = Table("#", "stage", "learn", "hours", "mastery", "why", box=box.SIMPLE)
    for index, step in enumerate(found.steps[:steps]):
        row = _step_row(found, index)
        mastery = f"{step.point.mastery:.2f}" if step.point.evidenced else "untested"
        names = ("position", "stage", "point", "hours")
        table.add_row(*(str(row[name]) for name in names), mastery, str(row["why"]))
    console.print(table)
    if steps < len(found.steps):
        console.print(f"... and {len(found.steps) - steps} steps more")


def _step_row(found: Path, index: int) -> dict[str, object]:
    step = found.steps[index]
    return {
        "position": step.position,
        "stage": step.tier + 1,
        "point_id": step.point.point_id,
        "point": step.point.name,
        "course": step.point.course,
        "hours": round(step.hours, 1),
        "mastery": step.point.mastery,
        "need": round(step.need, 4),
        "expected_gain": round(step.expected_gain, 4),
        "resources": "; ".join(r.title or r.resource_id for r in step.resources),
        "why": _why(found, index),
    }


def _why(found: Path, index: int) -> str:
    """Return the reason of a step in one line: what it develops, or what it comes before."""
    step = found.steps[index]
    developed = [link for link in step.because.chain if link.relation == "DEVELOPS"]
    if developed:
        return "develops " + ", ".join(link.to_name for link in developed)
    later = [other.point.name for other in found.steps if step.point.point_id in other.after]
    return "comes before " + ", ".join(later[:2])
