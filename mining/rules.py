"""Association edges: from what the graph holds to the map, with every number kept."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.abilities import list_outcomes
from graph.claims import Block
from graph.drafts import make_plan
from graph.pages import list_edges_from
from graph.plans import Assertion, Plan, Restated
from graph.points import list_development
from graph.store import Store
from mining.apriori import Mined, Rule, Thresholds, mine_rules
from mining.corpora import Corpus, read_corpora
from mining.corpus import ORIGIN
from mining.discretion import is_told
from mining.errors import CorpusError
from mining.itemsets import Template, read_type
from mining.provenance import Run, index_records, measure_rule, say_thresholds

MOST_PROPOSED = 3
"""Most abilities that a run proposes for a knowledge point; of an outcome it proposes one."""

Miner = Callable[
    [Sequence[Collection[str]], Sequence[Template], Thresholds, Sequence[float]], Mined
]
"""What counts: :func:`mining.apriori.mine_rules`, or another engine with the same answers."""

_DIGITS = 6
_EVERY_PAIR = Thresholds(
    min_confidence=0.0,
    min_lift=1e-6,
    max_q=1.0,
    max_length=2,
    everywhere=True,
)
_RULES = Thresholds(max_length=2)
_TEMPLATES: Mapping[str, tuple[Template, ...]] = {
    "postings": (Template("K", "A"),),
    "syllabi": (Template("K", "A"), Template("O", "A")),
    "mastery": (Template("K", "A"),),
}
_RESTATED: Mapping[str, tuple[str, ...]] = {
    "postings": ("DEVELOPS", "REQUIRES"),
    "syllabi": ("DEVELOPS", "PART_OF"),
    "mastery": ("DEVELOPS",),
}
_DEMANDED = Template("J", "A")
_UNDRAWN = "no framework, expert or wording draws it"


@dataclass(frozen=True, slots=True)
class RulesPlan:
    """The plan of a run, and what it was mined from.

    Attributes:
        transactions: of all corpora.
        measured: pairs of job and ability that were measured.
        rules: rules that reached the thresholds, of all corpora.
        weighed: relationships from point to ability, already drawn, that a rule weighs.
        proposed: relationships that a rule proposes to people.
        runs: one a corpus.
    """

    plan: Plan
    transactions: int
    measured: int
    rules: int
    weighed: int
    proposed: int
    runs: tuple[Run, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What the map holds already: pairs that a rule may weigh, and pairs that need none.

    Attributes:
        linked: point and ability, drawn by a framework or by wording.
        known: point and ability, or outcome and whole, said by anybody but the miners.
        placed: outcomes that are part of something.
    """

    linked: frozenset[tuple[str, str]]
    known: frozenset[tuple[str, str]]
    placed: frozenset[str]


def plan_rules(
    store: Store,
    thresholds: Thresholds = _RULES,
    corpora: Sequence[str] = (),
    mine: Miner = mine_rules,
) -> RulesPlan:
    """Return the plan that brings the associations of the corpora into the map.

    Every pair of job and ability that a posting mentions is measured both ways. Rules from
    knowledge point to ability weigh the DEVELOPS relationships that wording or a framework has
    drawn. That two things are asked for together draws nothing new; that they are taught or
    mastered together is proposed to people, as is that an outcome is part of an ability.

    Args:
        store: the graph.
        thresholds: what a rule must reach.
        corpora: of ``postings``, ``syllabi``, ``mastery``; none means all there are.
        mine: what counts.

    Raises:
        CorpusError: a corpus that is asked for is unknown, empty or of too few learners.
        ExplosionError: the thresholds let through more than memory allows.
        ThresholdError: a threshold out of its range.
    """
    told, missing = read_corpora(store, corpora)
    if not told:
        raise CorpusError("; ".join(missing))
    drawn = _read_drawn(store)
    runs = tuple(_mine(corpus, thresholds, mine) for corpus in told)
    asked = [item for corpus in told for item in _list_demands(corpus, mine)]
    weighed = [a for run in runs for a in _list_weighed(run, drawn, thresholds)]
    proposed = [a for run in runs for a in _list_proposed(run, drawn, thresholds)]
    restated = [
        Restated(kind, "mined", corpus.origin)
        for corpus in told
        for kind in _RESTATED[corpus.origin]
    ]
    return RulesPlan(
        plan=make_plan(store, (), [*asked, *weighed, *proposed], restated),
        transactions=sum(len(corpus.transactions) for corpus in told),
        measured=len(asked),
        rules=sum(len(run.rules) for run in runs),
        weighed=len(weighed),
        proposed=len(proposed),
        runs=runs,
        warnings=(*missing, *(f"{r.corpus.origin}: {w}" for r in runs for w in r.warnings)),
    )


def _read_drawn(store: Store) -> _Drawn:
    develops = list_development(store)
    outcomes = sorted({outcome.ability_id for outcome in list_outcomes(store)})
    parts = {
        ends: held
        for ends, held in list_edges_from(store, "PART_OF", outcomes).items()
        if held["sources"] != ["mined"]
    }
    linked = [d for d in develops if d.imported_origin or d.predicted_origin]
    said = [d for d in develops if d.sources != ["mined"]]
    return _Drawn(
        frozenset((d.point_id, d.ability_id) for d in linked),
        frozenset([*((d.point_id, d.ability_id) for d in said), *parts]),
        frozenset(part for part, _ in parts),
    )


def _mine(corpus: Corpus, thresholds: Thresholds, mine: Miner) -> Run:
    templates, name = _list_templates(corpus), f"rules:{corpus.origin}:{corpus.hash}"
    found = mine(corpus.transactions, templates, thresholds, corpus.weights)
    rules = tuple(rule for rule in found.rules if _is_told(rule, corpus))
    return Run(name, corpus, rules, found.warnings)


def _list_templates(corpus: Corpus) -> list[Template]:
    """Return the rules that can become relationships, of the types that the corpus has."""
    types = {read_type(item) for items in corpus.transactions for item in items}
    return [each for each in _TEMPLATES[corpus.origin] if each.body_type in types]


def choose_search(
    corpus: Corpus, body: Sequence[str], head: str, thresholds: Thresholds
) -> tuple[list[Template], Thresholds]:
    """Return the types and thresholds by which a run judges a rule of these items."""
    types = [read_type(item) for item in (*body, head)]
    if corpus.origin == ORIGIN and types == [_DEMANDED.body_type, _DEMANDED.head_type]:
        return [_DEMANDED], _admit_all(corpus)
    return _list_templates(corpus) or [_DEMANDED], thresholds


def _admit_all(corpus: Corpus) -> Thresholds:
    """Return thresholds that every pair reaches: no posting is too old for one."""
    lightest = min(corpus.weights) / sum(corpus.weights) / 2
    return replace(_EVERY_PAIR, min_support=lightest)


def _is_told(rule: Rule, corpus: Corpus) -> bool:
    """Whether nothing is told of fewer people than may be: neither with both nor with one alone."""
    return is_told(rule.count, rule.body_count, rule.head_count, corpus.fewest)


def _list_demands(corpus: Corpus, mine: Miner) -> list[Assertion]:
    """Return every pair of job and ability of the postings, measured both ways."""
    if corpus.origin != ORIGIN:
        return []
    asked = mine(corpus.transactions, [_DEMANDED], _admit_all(corpus), corpus.weights)
    run = Run(f"rules:{corpus.origin}:{corpus.hash}", corpus, asked.rules, ())
    find = index_records(corpus)
    return [
        Assertion(
            "REQUIRES",
            _name(rule.body[0]),
            _name(rule.head),
            Block("mined", ORIGIN, measure_rule(rule, run, "every pair", find), "proposed"),
            partial=True,
        )
        for rule in run.rules
    ]


def _list_weighed(run: Run, drawn: _Drawn, thresholds: Thresholds) -> list[Assertion]:
    """Return what the rules say of pairs of point and ability that are drawn."""
    return [
        item
        for item in _list_edges(run, "K", thresholds)
        if (item.from_id, item.to_id) in drawn.linked
    ]


def _list_proposed(run: Run, drawn: _Drawn, thresholds: Thresholds) -> list[Assertion]:
    """Return what the rules propose, the strongest of each point and of each outcome."""
    if run.corpus.origin == ORIGIN:
        return []
    items = [*_list_edges(run, "K", thresholds), *_list_edges(run, "O", thresholds)]
    fresh = [
        item
        for item in items
        if (item.from_id, item.to_id) not in drawn.known and item.from_id not in drawn.placed
    ]
    taken: Counter[tuple[str, str]] = Counter()
    kept = []
    for item in sorted(fresh, key=lambda each: (-_weigh(each), each.from_id, each.to_id)):
        taken[item.type, item.from_id] += 1
        if taken[item.type, item.from_id] <= (MOST_PROPOSED if item.type == "DEVELOPS" else 1):
            kept.append(replace(item, waits=_UNDRAWN))
    return kept


def _list_edges(run: Run, body_type: str, thresholds: Thresholds) -> list[Assertion]:
    """Return the rules of one item each as relationships, for every point of the item's name."""
    kind = {"K": "DEVELOPS", "O": "PART_OF"}[body_type]
    find, made = index_records(run.corpus), []
    for rule in run.rules:
        if len(rule.body) > 1 or not rule.body[0].startswith(f"{body_type}:"):
            continue
        fields = measure_rule(rule, run, say_thresholds(thresholds), find)
        block = Block(
            "mined", run.corpus.origin, fields | {"weight": round(rule.weight, _DIGITS)}, "proposed"
        )
        first = _name(rule.body[0])
        made += [
            Assertion(kind, point, _name(rule.head), block)
            for point in run.corpus.stands_for.get(first, (first,))
        ]
    return made


def _weigh(item: Assertion) -> float:
    weight = item.block.fields["weight"]
    return weight if isinstance(weight, float) else 0.0


def _name(item: str) -> str:
    return item.split(":", 1)[1]
