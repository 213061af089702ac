"""journeyman mine rules and precedes: what occurs together, and what comes before what."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from api.commands.engines import EngineName, EngineOption, MasterOption, MemoryOption, open_engine
from api.commands.judging import explain_rules
from api.commands.printing import (
    ApplyOption,
    Format,
    JsonOption,
    LimitOption,
    Mode,
    PlanOption,
    choose_mode,
    console,
    errors,
    print_rows,
    settle_plan,
)
from api.refusals import DoorError
from api.session import Session, open_session
from api.web.clouds import render_clouds
from graph.changes import apply_plan
from graph.current import list_nodes
from graph.frameworks import OWN
from graph.plans import Plan
from graph.store import Store
from graph.strictness import plan_strictness
from mining.apriori import Rule, Thresholds
from mining.engines import Engine, Local
from mining.order import OrderThresholds
from mining.precedence import PrecedencePlan, plan_precedence
from mining.rules import RulesPlan, plan_rules
from mining.spark.session import LOCAL, MEMORY

app = typer.Typer(no_args_is_help=True)

FoundOption = Annotated[
    Format | None, typer.Option("--format", help="Print what was found, and how.")
]
CorpusOption = Annotated[
    list[str] | None,
    typer.Option("--corpus", help="postings, syllabi or mastery; again for more; all if none."),
]
OriginOption = Annotated[
    list[str] | None,
    typer.Option("--corpus", help="syllabi or mastery; again for both; all if none."),
]
SupportOption = Annotated[
    float | None, typer.Option(help="Least share of the transactions; 0.01, at least 5 of them.")
]
ConfidenceOption = Annotated[float | None, typer.Option(help="Least confidence; 0.3.")]
LiftOption = Annotated[float | None, typer.Option(help="Least lift; 1.1.")]
DiscoveryOption = Annotated[float, typer.Option("--max-q", help="Most false discovery rate.")]
LengthOption = Annotated[int, typer.Option(help="Most items of a rule, 2 or more.")]
ReportOption = Annotated[
    Path | None, typer.Option("--report", help="Write the cloud of rules as an HTML file.")
]
ExplainOption = Annotated[
    tuple[str, str] | None,
    typer.Option("--explain", help="BODY HEAD, ids: why that rule is kept or dropped. No plan."),
]
LanguageOption = Annotated[str, typer.Option("--lang", help="en or zh")]

_LABELS = {"J": "Job", "A": "Ability", "O": "Ability", "K": "KnowledgePoint"}
_COLUMNS = ("corpus", "body", "head", "confidence", "lift", "weight", "count")
_PAIR_COLUMNS = ("corpus", "first", "later", "before", "count", "coupling")


class Found(NamedTuple):
    """How what was found is printed, if at all; ``report`` is a file to draw it into."""

    form: Format | None = None
    limit: int = 50
    report: Path | None = None
    language: str = "en"


_NOTHING = Found()
_LANGUAGES = ("en", "zh")


@app.command()
def rules(
    plan: PlanOption = False,
    apply: ApplyOption = False,
    corpus: CorpusOption = None,
    min_support: SupportOption = None,
    min_confidence: ConfidenceOption = None,
    min_lift: LiftOption = None,
    max_q: DiscoveryOption = 0.1,
    max_length: LengthOption = 2,
    form: FoundOption = None,
    as_json: JsonOption = False,
    limit: LimitOption = 50,
    report: ReportOption = None,
    language: LanguageOption = "en",
    explain: ExplainOption = None,
    engine: EngineOption = EngineName.LOCAL,
    master: MasterOption = LOCAL,
    memory: MemoryOption = MEMORY,
) -> None:
    """Weigh and propose relationships by what postings, syllabi and learners hold together."""
    limits = Thresholds(min_support, min_confidence, min_lift, max_q, max_length)
    found = Found(Format.JSON if as_json else form, limit, report, language)
    mode = choose_mode(plan, apply)
    with open_engine(engine, master, memory) as counting, open_session() as session:
        if explain is not None:
            explain_rules(session, explain, limits, corpus or (), found.form)
            return
        mine_rules(session, mode, corpus or (), limits, found, counting)


@app.command()
def precedes(
    plan: PlanOption = False,
    apply: ApplyOption = False,
    corpus: OriginOption = None,
    min_confidence: Annotated[float, typer.Option(help="Least share of one order.")] = 0.6,
    min_coupling: Annotated[
        float, typer.Option(help="How far the later point waits for the first, 0 to 1.")
    ] = 0.3,
    max_q: DiscoveryOption = 0.05,
    form: FoundOption = None,
    as_json: JsonOption = False,
    limit: LimitOption = 50,
) -> None:
    """Propose what comes before what, by courses and by what learners pass first."""
    limits = OrderThresholds(min_confidence=min_confidence, min_coupling=min_coupling, max_q=max_q)
    found = Found(Format.JSON if as_json else form, limit)
    mode = choose_mode(plan, apply)
    with open_session() as session:
        mine_order(session, mode, corpus or (), limits, found)


@app.command()
def strict(
    on: Annotated[bool, typer.Option("--on/--off", help="Strict, or lenient again.")],
    framework: Annotated[str, typer.Option(help="Framework.id")] = OWN,
    plan: PlanOption = False,
    apply: ApplyOption = False,
) -> None:
    """Let nothing serve that nobody has approved; or let proposals serve again."""
    mode = choose_mode(plan, apply)
    with open_session() as session:
        made = plan_strictness(session.store, framework, strict=on)
        settle_plan(
            session.store, made, f"{framework} {'strict' if on else 'lenient'}", mode, "edit"
        )


def mine_rules(
    session: Session,
    mode: Mode,
    corpora: Sequence[str] = (),
    thresholds: Thresholds | None = None,
    found: Found = _NOTHING,
    engine: Engine | None = None,
) -> None:
    """Plan and settle the association edges."""
    limits, mine = thresholds or Thresholds(max_length=2), (engine or Local()).mine_rules
    made = plan_rules(session.store, limits, corpora, mine)
    rows = list_rules(session.store, made) if found.form or found.report else []
    if found.report and found.language not in _LANGUAGES:
        raise DoorError(f"--lang: expected {' or '.join(_LANGUAGES)}, found {found.language!r}")
    if found.report:
        write_whole(found.report, render_clouds(rows, found.language))
    _settle(session.store, made.plan, "association rules", mode, found.form)
    if found.form:
        print_rows(rows[: found.limit], found.form, _COLUMNS)
    if found.form in {None, Format.TABLE}:
        _tell(made)
    for warning in made.warnings:
        errors.print(f"warning: {warning}", soft_wrap=True)


def mine_order(
    session: Session,
    mode: Mode,
    origins: Sequence[str] = (),
    thresholds: OrderThresholds | None = None,
    found: Found = _NOTHING,
) -> None:
    """Plan and settle the proposals of what comes before what."""
    made = plan_precedence(session.store, thresholds or OrderThresholds(), origins)
    _settle(session.store, made.plan, "what comes before what", mode, found.form)
    if found.form:
        print_rows(list_pairs(session.store, made)[: found.limit], found.form, _PAIR_COLUMNS)
    if found.form in {None, Format.TABLE}:
        console.print(
            f"{made.sequences} courses and learners: {len(made.candidates)} pairs proposed, "
            f"{made.implied} known already, {len(made.contradictions)} against the map",
            soft_wrap=True,
        )
    for each in made.contradictions[: found.limit]:
        errors.print(f"  closes a cycle: {' -> '.join(each.cycle)}", soft_wrap=True)
    for warning in made.warnings:
        errors.print(f"warning: {warning}", soft_wrap=True)


def list_rules(store: Store, made: RulesPlan) -> list[dict[str, object]]:
    """Return the rules with names in the place of ids, the weightiest first."""
    held = [rule for run in made.runs for rule in run.rules]
    names = _list_names(store, [item for rule in held for item in (*rule.body, rule.head)])
    rows = [_row(run.corpus.origin, rule, names) for run in made.runs for rule in run.rules]
    return sorted(rows, key=lambda row: (-float(str(row["weight"])), str(row["body_ids"])))


def list_pairs(store: Store, made: PrecedencePlan) -> list[dict[str, object]]:
    """Return the pairs that are proposed, with names beside their ids."""
    ends = [f"K:{end}" for c in made.candidates for end in (c.pair.first, c.pair.later)]
    names = _list_names(store, ends)
    return [
        {
            "corpus": each.origin,
            "first": names[f"K:{each.pair.first}"],
            "later": names[f"K:{each.pair.later}"],
            "before": each.pair.before,
            "count": each.pair.count,
            "confidence": each.pair.confidence,
            "coupling": each.pair.coupling,
            "p": each.pair.p,
            "q": each.pair.q,
            "first_id": each.pair.first,
            "later_id": each.pair.later,
        }
        for each in made.candidates
    ]


def write_whole(file: Path, text: str) -> None:
    """Write a file that is whole or not there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def _row(origin: str, rule: Rule, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "corpus": origin,
        "body": " + ".join(names[item] for item in rule.body),
        "head": names[rule.head],
        "support": rule.support,
        "confidence": rule.confidence,
        "confidence_back": rule.confidence_back,
        "lift": rule.lift,
        "leverage": rule.leverage,
        "npmi": rule.npmi,
        "p": rule.p,
        "q": rule.q,
        "shrunk_confidence": rule.shrunk_confidence,
        "weight": rule.weight,
        "count": rule.count,
        "transactions": rule.transactions,
        "body_ids": " ".join(rule.body),
        "head_id": rule.head,
    }


def _settle(store: Store, plan: Plan, note: str, mode: Mode, form: Format | None) -> None:
    """Settle a plan; what a program reads holds nothing beside the rows."""
    if form in {None, Format.TABLE}:
        settle_plan(store, plan, note, mode, "mining")
    elif mode is Mode.APPLY and plan.changes:
        apply_plan(store, plan, note, kind="mining")


def _tell(made: RulesPlan) -> None:
    for run in made.runs:
        console.print(
            f"{run.corpus.origin}: {len(run.corpus.transactions)} transactions, "
            f"{len(run.rules)} rules hold",
            soft_wrap=True,
        )
    console.print(
        f"{made.measured} pairs of job and ability measured, {made.weighed} links weighed, "
        f"{made.proposed} proposed",
        soft_wrap=True,
    )


def _list_names(store: Store, items: Sequence[str]) -> dict[str, str]:
    """Return the name of each typed item, its id where it has none."""
    names: dict[str, str] = {}
    for type_, label in _LABELS.items():
        ids = {item.split(":", 1)[1] for item in items if item.startswith(f"{type_}:")}
        for id_, held in list_nodes(store, label, ids).items():
            names[f"{type_}:{id_}"] = str(held.get("name", held.get("title", id_)))
    return {item: names.get(item, item.split(":", 1)[1]) for item in items}
