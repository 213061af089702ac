"""journeyman ingest syllabus: syllabi into the graph."""

from collections.abc import Sequence
from dataclasses import dataclass
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
    saving_errors,
    settle_plan,
)
from api.session import Session, open_session
from graph.plans import LeftOut
from ingest.errors import SyllabusError
from ingest.syllabi.doubts import LEAST, Doubt
from ingest.syllabi.profiles import find_profile, read_headings
from ingest.syllabus import list_syllabi, plan_syllabus

PathArgument = Annotated[Path, typer.Argument(exists=True, help="The file (or folder).")]
ProviderOption = Annotated[
    str | None, typer.Option("--provider", help="Who teaches; starts the courses' ids.")
]
ProfileOption = Annotated[
    Path | None,
    typer.Option("--profile", help="The school's own wording, else profiles/<provider>.yaml."),
]
ReviewOption = Annotated[
    float, typer.Option("--review", min=0.0, max=1.0, help="List what is less sure than this.")
]


@dataclass(frozen=True, slots=True)
class Reading:
    """How syllabi are read: who teaches, the wording, and how sure is sure enough."""

    provider: str | None = None
    profile: Path | None = None
    review: float = LEAST


def syllabus(
    path: PathArgument,
    provider: ProviderOption = None,
    profile: ProfileOption = None,
    review: ReviewOption = LEAST,
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Bring in a syllabus (DOCX, PDF, HTML, Markdown), or a folder of them."""
    with saving_errors(errors), open_session() as session:
        own = profile or find_profile(session.home / "profiles", provider)
        reading = Reading(provider, own, review)
        ingest_syllabi(session, path, reading, choose_mode(plan, apply))


def ingest_syllabi(session: Session, path: Path, reading: Reading, mode: Mode) -> None:
    """Plan and settle each syllabus; one that cannot be read is left out, the rest goes on.

    Raises:
        SyllabusError: none of them could be read, or the profile cannot.
    """
    read_headings(reading.profile)
    files, left_out = list_syllabi(path), list[LeftOut]()
    for file in files:
        try:
            made = plan_syllabus(
                session.store, file, reading.provider, reading.profile, reading.review
            )
        except SyllabusError as error:
            left_out.append(LeftOut(file.name, str(error)))
            continue
        note = f"{file.name}: {made.course_id} {made.title}, {made.points} points"
        settle_plan(session.store, made.plan, note, mode, "import")
        print_doubts(made.doubts, reading.review, mode)
    if len(left_out) == len(files):
        found = left_out[0].reason if left_out else "none"
        raise SyllabusError(f"{path}: expected a syllabus that can be read, found {found}")
    print_left_out(left_out)


def print_doubts(doubts: Sequence[Doubt], review: float, mode: Mode) -> None:
    """Say how much was read without being sure; where a plan is only shown, what and where."""
    if doubts:
        console.print(f"  {len(doubts)} to review, read with a confidence under {review:g}")
    for doubt in doubts if mode is Mode.PLAN else ():
        said = f"{doubt.confidence:.2f} {doubt.position}: {doubt.what} {doubt.value!r}"
        console.print(f"    {said}", soft_wrap=True)
