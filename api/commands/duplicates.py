"""journeyman duplicates: abilities and knowledge points that may be one, and what people decide."""

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
    Mode,
    PlanOption,
    choose_mode,
    confirm_plan,
    console,
    print_rows,
    settle_plan,
)
from api.session import open_session
from curation.duplicates import LEAST, Proposal, list_proposals, plan_distinct, plan_duplicates
from curation.merging import apply_merge, apply_unmerge, plan_merge, plan_unmerge

app = typer.Typer(no_args_is_help=True, help="Abilities and knowledge points that may be one.")


class Kind(StrEnum):
    """What is compared."""

    ABILITIES = "abilities"
    POINTS = "points"


class Status(StrEnum):
    """What is listed: what waits, or what was said to be distinct."""

    PROPOSED = "proposed"
    DISTINCT = "distinct"


_LABELS = {Kind.ABILITIES: "Ability", Kind.POINTS: "KnowledgePoint"}
_STATUSES = {Status.PROPOSED: "proposed", Status.DISTINCT: "rejected"}
FirstArgument = Annotated[str, typer.Argument(help="An ability's or a knowledge point's id.")]
SecondArgument = Annotated[str, typer.Argument(help="Another's.")]


@app.command()
def propose(
    kind: Annotated[Kind, typer.Argument(help="What to compare.")],
    least: Annotated[
        float, typer.Option("--least", min=0.0, max=1.0, help="Lowest score to propose.")
    ] = LEAST,
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Propose near-duplicates, with reasons; nothing is merged."""
    with open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_duplicates(session.store, _LABELS[kind], least)
        settle_plan(session.store, made, f"duplicates of {kind}", mode, "mining")


@app.command("list")
def list_all(
    status: Annotated[Status, typer.Option("--status", help="Which.")] = Status.PROPOSED,
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List what may be one, best first; or what was said to be distinct."""
    with open_session() as session:
        rows = list_proposals(session.store, _STATUSES[status], limit)
    if as_json or form is not Format.TABLE:
        print_rows(rows, Format.JSON if as_json else form)
        return
    for row in rows:
        console.print(_describe(row), soft_wrap=True)


@app.command()
def distinct(
    first: FirstArgument,
    second: SecondArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why; kept.")] = "",
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Say that two are not the same; they are not proposed again."""
    with open_session() as session:
        mode = choose_mode(plan, apply)
        made = plan_distinct(session.store, first, second, getpass.getuser(), reason)
        settle_plan(session.store, made, f"{first} is not {second}", mode, "curation")


@app.command()
def merge(
    loser: Annotated[str, typer.Argument(help="What becomes a name of the other.")],
    winner: Annotated[str, typer.Argument(help="What stays.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept.")] = "",
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Merge one into the other: its names become aliases, its id a redirect."""
    with open_session() as session:
        mode, note = choose_mode(plan, apply), f"{loser} is {winner}"
        made = plan_merge(session.store, loser, winner, getpass.getuser(), reason)
        if confirm_plan(made, note, mode) or (mode is Mode.APPLY and not made.changes):
            moved = apply_merge(session.store, made, loser, winner, note)
            console.print(f"  merged; {moved} postings that mentioned it mention {winner}")


@app.command()
def unmerge(
    loser: Annotated[str, typer.Argument(help="The id of what was merged.")],
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Part what was merged; what has changed since stays, and is listed."""
    with open_session() as session:
        mode = choose_mode(plan, apply)
        winner, made = plan_unmerge(session.store, loser)
        note = f"{loser} is not {winner}"
        if confirm_plan(made, note, mode):
            returned = apply_unmerge(session.store, made, loser, winner, note)
            console.print(f"  parted; {returned} mentions of postings were given back")


def _describe(found: Proposal) -> str:
    """Return two lines: what is alike and why, or why it is not; then the ids, to copy."""
    parts = ("score", "string", "words", "meaning", "company")
    said = [f"{part} {value:.2f}" for part in parts if (value := getattr(found, part)) is not None]
    names = found.compared or f"{found.first} = {found.second}"
    if found.status == "rejected":
        names, said = f"{found.first} is not {found.second}", [found.reason or ""]
    return f"{names}  {', '.join(said)}\n  {found.first_id} {found.second_id}"
