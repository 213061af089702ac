"""journeyman mine sequences and mine demand: what is done in order, and what changes over time."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from api.commands.engines import EngineName, EngineOption, MasterOption, MemoryOption, open_engine
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
    print_json,
    print_rows,
    settle_plan,
)
from api.session import Session, open_session
from api.web.market import describe_market, render_market
from graph.learners import GROUP_FLOOR
from mining.demand import plan_demand
from mining.engines import Engine, Local
from mining.items import Of
from mining.market import PERIODS, By, Kind, Market, Movement, list_shares, measure_market
from mining.next_steps import suggest_next
from mining.prefixspan import LEAST_SHARE, MAX_LENGTH
from mining.sequences import (
    Group,
    Habit,
    Mined,
    Wanted,
    list_habits,
    list_paths,
    mine_sequences,
)
from mining.spark.session import LOCAL, MEMORY

app = typer.Typer()
_ARROW = " > "


@app.command()
def sequences(
    of: Annotated[Of, typer.Option("--of", help="What is put in order.")] = "resources",
    group: Annotated[str | None, typer.Option("--group", help="Of these learners.")] = None,
    major: Annotated[str | None, typer.Option("--major", help="Of this major.")] = None,
    grade: Annotated[str | None, typer.Option("--grade", help="Of this grade.")] = None,
    school_class: Annotated[str | None, typer.Option("--class", help="Of this class.")] = None,
    min_support: Annotated[
        float, typer.Option("--min-support", help="Least share of learners; 3 at the least.")
    ] = LEAST_SHARE,
    max_length: Annotated[int, typer.Option("--length", help="Most steps.")] = MAX_LENGTH,
    gap: Annotated[
        int | None,
        typer.Option("--gap", max=10_000, help="Most places between two steps; 1: next to it."),
    ] = None,
    sessions: Annotated[
        float | None, typer.Option("--sessions", min=0.0, help="A pause of more minutes parts.")
    ] = None,
    paths: Annotated[bool, typer.Option("--paths", help="Typical paths, none twice.")] = False,
    learner: Annotated[
        str | None, typer.Option("--next", help="Learner.id: what comes next for them.")
    ] = None,
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
    limit: LimitOption = 30,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Find what many learners do in the same order; of all learners it is kept for later."""
    wanted = Wanted(of, min_support, max_length, gap, sessions)
    people = Group(group, major, grade, school_class)
    form = Format.JSON if as_json else form
    if learner and people:
        raise typer.BadParameter("expected --next or a group of learners, found both")
    with open_engine(engine, master, memory) as counting, open_session() as session:
        find = counting.find_patterns
        mined = mine_sequences(session.store, session.home, wanted, people, find)
        if learner:
            found = suggest_next(session.store, session.home, learner, of, limit)
            print_rows(found, form, ("item_id", "name", "score", "after", "went_on", "learners"))
            return
        rows = (list_paths if paths else list_habits)(session.store, mined, limit)
    columns = ("path", "learners", "share", *(("elsewhere",) if people else ()))
    print_rows(rows if form is Format.JSON else [_join(row) for row in rows], form, columns)
    if form is Format.TABLE:
        _print_mined(mined, people)


@app.command()
def demand(
    plan: PlanOption = False,
    apply: ApplyOption = False,
    trends: Annotated[bool, typer.Option("--trends", help="Show how it changes instead.")] = False,
    of: Annotated[Kind, typer.Option("--of", help="Trends of what.")] = "abilities",
    by: Annotated[By, typer.Option("--by", help="How long a period is.")] = "month",
    job: Annotated[str | None, typer.Option("--job", help="Job.id: its postings alone.")] = None,
    ability: Annotated[
        str | None, typer.Option("--ability", help="Ability.id: its share in each period.")
    ] = None,
    periods: Annotated[int, typer.Option("--periods", help="How many, the newest.")] = PERIODS,
    report: Annotated[Path | None, typer.Option("--report", help="Write an HTML file.")] = None,
    language: Annotated[Literal["en", "zh"], typer.Option("--lang", help="Of that file.")] = "en",
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
    limit: LimitOption = 30,
    form: FormatOption = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Weigh what jobs require by how many postings ask for it; --trends: how that changes."""
    if not trends:
        with open_engine(engine, master, memory) as counting, open_session() as session:
            mine_demand(session, choose_mode(plan, apply), counting)
        return
    if plan or apply:
        raise typer.BadParameter("expected --trends or a plan, found both: trends write no edge")
    if engine is not EngineName.LOCAL:
        raise typer.BadParameter("trends are counted on this machine: leave --engine out")
    with open_session() as session:
        market = measure_market(session.store, of, by, job, periods)
    if report is not None:
        report.write_text(render_market(market, language), encoding="utf-8")
    if ability is not None:
        print_rows(list_shares(market, ability), Format.JSON if as_json else form)
        return
    _print_market(market, limit, Format.JSON if as_json else form)
    if report is not None and form is Format.TABLE and not as_json:
        console.print(f"report: {report}", soft_wrap=True)


def mine_demand(session: Session, mode: Mode, engine: Engine | None = None) -> None:
    """Plan and settle the demand weights."""
    made = plan_demand(session.store, count=(engine or Local()).count_demand)
    settle_plan(session.store, made.plan, "demand", mode, "mining")
    console.print(f"{made.postings} postings for {made.jobs} jobs ask for {made.pairs} pairs")


def _print_market(market: Market, limit: int, form: Format) -> None:
    """Print what moves; as JSON and CSV everything that is known of each."""
    rows = market.movements[:limit]
    if form is Format.JSON:
        print_json({**asdict(market), "movements": rows})
        return
    names = ("name", "verdict", "mentions", "then", "now", "change", "q")
    print_rows([_list_signs(row) for row in rows] if form is Format.TABLE else rows, form, names)
    if form is Format.TABLE:
        console.print(describe_market(market), soft_wrap=True)


def _list_signs(row: Movement) -> dict[str, object]:
    verdict = "moved by the mix of jobs" if row.by_mix else row.verdict
    return asdict(row) | {"verdict": verdict}


def _join(row: Habit) -> dict[str, object]:
    return {
        "path": _ARROW.join(row.names),
        "ids": _ARROW.join(row.path),
        "learners": row.learners,
        "share": row.share,
        "elsewhere": row.elsewhere,
    }


def _print_mined(mined: Mined, people: Group) -> None:
    """Say what the table comes from, and what it leaves out."""
    patterns = mined.patterns
    left_out = mined.corpus.single
    alone = f" ({left_out} more did one thing alone)" if left_out >= GROUP_FLOOR else ""
    console.print(
        f"{people}: {patterns.learners} learners{alone}, {len(patterns)} patterns that "
        f"{patterns.min_count} or more have; {mined.hidden} that fewer than {GROUP_FLOOR} have "
        f"are not shown{', nor any that so few others have' if people else ''}",
        soft_wrap=True,
    )
    if patterns.min_count > mined.asked:
        console.print(
            f"warning: too many patterns: least support raised from {mined.asked} to "
            f"{patterns.min_count} learners",
            soft_wrap=True,
        )
    if mined.version:
        console.print(f"kept as {mined.version}: --next and the API answer from it")
