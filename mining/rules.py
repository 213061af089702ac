"""Association edges: from the postings in the graph to the map, with every number kept."""

from collections import defaultdict
from dataclasses import dataclass

from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.jobs import list_posted_abilities
from graph.plans import Assertion, Plan, Restated
from graph.points import list_development
from graph.store import Store
from mining.apriori import Rule, Thresholds, mine_rules
from mining.corpus import ORIGIN, hash_corpus, list_transactions
from mining.demand import age_postings
from mining.itemsets import Template
from mining.weights import decay

_DIGITS = 6
_EVERY_PAIR = Thresholds(
    min_support=1e-6,
    min_confidence=0.0,
    min_lift=1e-6,
    max_q=1.0,
    max_length=2,
    everywhere=True,
)
_RULES = Thresholds(max_length=2)


@dataclass(frozen=True, slots=True)
class RulesPlan:
    """The plan of a run, and what it was mined from.

    Attributes:
        measured: pairs of job and ability that were measured.
        rules: rules from knowledge point to ability that reached the thresholds.
    """

    plan: Plan
    transactions: int
    measured: int
    rules: int
    warnings: tuple[str, ...]


def plan_rules(store: Store, thresholds: Thresholds = _RULES) -> RulesPlan:
    """Return the plan that brings the associations of the postings into the map.

    Every pair of job and ability that a posting mentions is measured both ways. Rules from
    knowledge point to ability weigh the DEVELOPS relationships that wording or a framework has
    drawn; that two things are asked for together does not draw new ones.

    Raises:
        ExplosionError: the thresholds let through more than memory allows.
    """
    postings = list_posted_abilities(store)
    linked, teaches = set[tuple[str, str]](), defaultdict[str, list[str]](list)
    for edge in list_development(store):
        if edge.imported_origin or edge.predicted_origin:
            linked.add((edge.point_id, edge.ability_id))
            teaches[edge.ability_id].append(edge.point_id)
    transactions = list_transactions(postings, teaches)
    weights = [decay(aged.age_months) for aged in age_postings(postings)]
    run = f"rules:{hash_corpus(postings)}"
    asked = (
        mine_rules(transactions, [Template("J", "A")], _EVERY_PAIR, weights) if postings else None
    )
    found = (
        mine_rules(transactions, [Template("K", "A")], thresholds, weights) if postings else None
    )
    demands = [_require(rule, run) for rule in (asked.rules if asked else ())]
    develops = [
        _develop(rule, run)
        for rule in (found.rules if found else ())
        if (_name(rule.body[0]), _name(rule.head)) in linked
    ]
    restated = [Restated(kind, "mined", ORIGIN) for kind in ("DEVELOPS",)]
    plan = make_plan(store, (), [*demands, *develops], restated)
    warnings = found.warnings if found else ("no posting has a job: nothing to mine",)
    return RulesPlan(plan, len(transactions), len(demands), len(develops), warnings)


def _require(rule: Rule, run: str) -> Assertion:
    block = Block("mined", ORIGIN, _measures(rule, run), "proposed")
    return Assertion("REQUIRES", _name(rule.body[0]), _name(rule.head), block, partial=True)


def _develop(rule: Rule, run: str) -> Assertion:
    fields = _measures(rule, run) | {"weight": round(rule.weight, _DIGITS)}
    block = Block("mined", ORIGIN, fields, "proposed")
    return Assertion("DEVELOPS", _name(rule.body[0]), _name(rule.head), block)


def _measures(rule: Rule, run: str) -> dict[str, Value]:
    measures = {
        name: round(float(getattr(rule, name)), _DIGITS)
        for name in ("support", "confidence", "confidence_back", "lift", "npmi", "p")
    }
    return {**measures, "n": rule.count, "transactions": rule.transactions, "run": run}


def _name(item: str) -> str:
    return item.split(":", 1)[1]
