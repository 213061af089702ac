"""journeyman mine: links, demand and candidates from what the graph holds."""

from pathlib import Path
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
    console,
    print_rows,
    settle_plan,
)
from api.session import Session, open_session
from ingest.candidates import list_ability_candidates
from mining.links import plan_links

app = typer.Typer(no_args_is_help=True, help="Weigh the edges of the map.")


@app.command()
def links(plan: PlanOption = False, apply: ApplyOption = False) -> None:
    """Link knowledge points and outcomes to abilities by their wording."""
    with open_session() as session:
        mine_links(session, choose_mode(plan, apply))


@app.command()
def candidates(
    path: Annotated[Path, typer.Argument(exists=True, help="A crawl's postings.")],
    limit: LimitOption = 50,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """List phrases of postings that may be abilities the graph does not know; writes nothing."""
    with open_session() as session:
        rows = list_ability_candidates(session.store, path, limit)
    columns = ("phrase", "value", "postings", "kind", "near", "score")
    print_rows(rows, Format.JSON if as_json else form, columns)


def mine_links(session: Session, mode: Mode) -> None:
    """Plan and settle the links by wording."""
    made = plan_links(session.store)
    settle_plan(session.store, made.plan, "links by wording", mode, "mining")
    console.print(
        f"{made.linked_points} of {made.points} knowledge points and "
        f"{made.linked_outcomes} of {made.outcomes} outcomes speak of an ability"
    )
