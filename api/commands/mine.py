"""journeyman mine: links, rules and demand from what the graph holds."""

import typer

from api.commands.printing import (
    ApplyOption,
    Mode,
    PlanOption,
    choose_mode,
    console,
    settle_plan,
)
from api.session import Session, open_session
from mining.demand import plan_demand
from mining.links import plan_links
from mining.rules import plan_rules

app = typer.Typer(no_args_is_help=True, help="Weigh the edges of the map.")


@app.command()
def links(plan: PlanOption = False, apply: ApplyOption = False) -> None:
    """Link knowledge points and outcomes to abilities by their wording."""
    with open_session() as session:
        mine_links(session, choose_mode(plan, apply))


@app.command()
def rules(plan: PlanOption = False, apply: ApplyOption = False) -> None:
    """Weigh relationships by what postings ask for together."""
    with open_session() as session:
        mine_rules(session, choose_mode(plan, apply))


@app.command()
def demand(plan: PlanOption = False, apply: ApplyOption = False) -> None:
    """Weigh what jobs require by how many postings ask for it."""
    with open_session() as session:
        mine_demand(session, choose_mode(plan, apply))


def mine_links(session: Session, mode: Mode) -> None:
    """Plan and settle the links by wording."""
    made = plan_links(session.store)
    settle_plan(session.store, made.plan, "links by wording", mode, "mining")
    console.print(
        f"{made.linked_points} of {made.points} knowledge points and "
        f"{made.linked_outcomes} of {made.outcomes} outcomes speak of an ability"
    )


def mine_rules(session: Session, mode: Mode) -> None:
    """Plan and settle the association edges."""
    made = plan_rules(session.store)
    settle_plan(session.store, made.plan, "association rules", mode, "mining")
    console.print(
        f"{made.transactions} postings: {made.measured} pairs of job and ability measured, "
        f"{made.rules} rules from knowledge point to ability hold"
    )
    for warning in made.warnings:
        console.print(f"warning: {warning}")


def mine_demand(session: Session, mode: Mode) -> None:
    """Plan and settle the demand weights."""
    made = plan_demand(session.store)
    settle_plan(session.store, made.plan, "demand", mode, "mining")
    console.print(f"{made.postings} postings for {made.jobs} jobs ask for {made.pairs} pairs")
