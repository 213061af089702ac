"""journeyman learners: who they are, and what they master."""

import typer

from api.commands.printing import (
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    console,
    print_rows,
)
from api.session import Session, open_session
from graph.learners import list_learners
from learner.diagnosis import diagnose_learners

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
