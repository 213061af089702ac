"""journeyman claims: what is proposed, and what people decide on it."""

import getpass
from enum import StrEnum
from typing import Annotated

import typer

from api.commands.printing import (
    ApplyOption,
    Format,
    FormatOption,
    JsonOption,
    LimitOption,
    PlanOption,
    choose_mode,
    console,
    print_rows,
    settle_plan,
)
from api.session import open_session
from curation.decisions import plan_approval, plan_rejection
from curation.review import Case, list_cases

app = typer.Typer(no_args_is_help=True, help="What is proposed, and what people decide on it.")


class Status(StrEnum):
    """What is listed: what waits and does not serve, what serves unseen, what was decided."""

    PROPOSED = "proposed"
    SERVING = "serving"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class Source(StrEnum):
    """Who proposes."""

    IMPORTED = "imported"
    MINED = "mined"
    PREDICTED = "predicted"


IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID...", help="Of claims, or of relationships that serve.")
]


@app.command("list")
def list_all(
    type_: Annotated[
        str | None, typer.Option("--type", help="Of one relationship, such as DEVELOPS.")
    ] = None,
    status: Annotated[Status, typer.Option("--status", help="Which.")] = Status.PROPOSED,
    source: Annotated[Source | None, typer.Option("--source", help="Of one source.")] = None,
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List what waits for a person, the strongest first; serving: what serves until then."""
    with open_session() as session:
        rows = list_cases(session.store, status, type_, source, limit)
    if as_json or form is not Format.TABLE:
        print_rows(rows, Format.JSON if as_json else form)
        return
    for row in rows:
        console.print(_describe(row), soft_wrap=True)


@app.command()
def approve(ids: IdsArgument, plan: PlanOption = False, apply: ApplyOption = False) -> None:
    """Let proposals serve from now on, whatever later runs find."""
    with open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_approval(session.store, ids, getpass.getuser())
        settle_plan(session.store, made, _note("approved", ids), mode, "curation")


@app.command()
def reject(
    ids: IdsArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept.")] = "",
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Take proposals away; they are not proposed again."""
    with open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_rejection(session.store, ids, getpass.getuser(), reason)
        settle_plan(session.store, made, _note("rejected", ids), mode, "curation")


def _note(decided: str, ids: list[str]) -> str:
    return f"{decided} {ids[0]}" + (f" and {len(ids) - 1} more" if len(ids) > 1 else "")


def _describe(case: Case) -> str:
    """Return a line of what is proposed, by whom, how surely and why it waits; then the id."""
    numbers = ("weight", "confidence", "score", "support", "lift", "q")
    said = [f"{name} {value:.3g}" for name in numbers if (value := getattr(case, name)) is not None]
    said += [f"{case.n} of {case.transactions}"] if case.transactions else []
    decided = f"by {case.by} at {case.at}" if case.by else None
    rest = [each for each in (case.run, decided, case.reason) if each]
    head = f"{case.from_name} {case.type} {case.to_name}  {case.source} {case.origin}"
    return "  ".join([head, ", ".join(said), *rest]) + f"\n  {case.id}"
