"""journeyman correct: what people correct in the map, from a spreadsheet."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from api.commands.printing import (
    ApplyOption,
    ErrorsOption,
    PlanOption,
    choose_mode,
    saving_errors,
    settle_plan,
)
from api.session import open_session
from curation.corrections import plan_corrections


def correct(
    path: Annotated[Path, typer.Argument(exists=True, help="CSV of corrections.")],
    plan: PlanOption = False,
    apply: ApplyOption = False,
    errors: ErrorsOption = None,
) -> None:
    """Correct names, chapters, hours, orders by a CSV; corrections stand through every import."""
    with saving_errors(errors), open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_corrections(session.store, path, getpass.getuser())
        settle_plan(session.store, made, path.name, mode, "curation")
