"""How much jobs ask for abilities: from the postings in the graph to the map."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.jobs import PostedAbilities, list_posted_abilities
from graph.plans import Assertion, Plan, Restated
from graph.store import Store
from mining.ages import list_ages
from mining.corpus import ORIGIN, hash_corpus
from mining.weights import AgedPosting, DemandTable, demand_table

_DIGITS = 6

DemandCounter = Callable[[Sequence[AgedPosting], Mapping[str, str], float], DemandTable]
"""What adds up: :func:`mining.weights.demand_table`, or another engine with the same answers."""


@dataclass(frozen=True, slots=True)
class DemandPlan:
    """The plan of a run, and what it was mined from."""

    plan: Plan
    postings: int
    jobs: int
    pairs: int


def plan_demand(
    store: Store, half_life: float = 12.0, count: DemandCounter = demand_table
) -> DemandPlan:
    """Return the plan that brings the postings' demand into the map.

    Every pair of a job and an ability that a posting mentions becomes a relationship; its weight
    follows from the decayed masses and the prior (``graph/claims.py``). Ages count from the
    newest posting. ``count`` is what adds up.
    """
    postings = list_posted_abilities(store)
    classes = {posting.job_id: posting.job_class or "" for posting in postings}
    counts = Counter(posting.job_id for posting in postings)
    table = count(age_postings(postings), classes, half_life)
    run = f"demand:{hash_corpus(postings)}"
    levels = _list_levels(postings)
    assertions = []
    for cell in table.cells:
        pair = (cell.job_id, cell.ability_id)
        fields: dict[str, Value] = {
            "mass": round(cell.mass, _DIGITS),
            "total": round(table.totals[cell.job_id], _DIGITS),
            "class_prior": round(table.shares[classes[cell.job_id], cell.ability_id], _DIGITS),
            "postings": counts[cell.job_id],
            "n": cell.count,
            "demand_run": run,
        }
        if levels.get(pair):
            fields["level"] = int(median(levels[pair]))  # halves down
        block = Block("mined", ORIGIN, fields, "proposed")
        assertions.append(Assertion("REQUIRES", *pair, block, partial=True))
    plan = make_plan(store, (), assertions, [Restated("REQUIRES", "mined", ORIGIN)])
    return DemandPlan(plan, len(postings), len(table.totals), len(table.cells))


def age_postings(postings: Sequence[PostedAbilities]) -> list[AgedPosting]:
    """Return postings with their age in months before the newest; without a day: as the oldest."""
    days = {p.posting_id: date.fromisoformat(p.posted[:10]) for p in postings if p.posted}
    ages = list_ages([posting.posting_id for posting in postings], days)
    return [
        AgedPosting(posting.posting_id, posting.job_id, age, frozenset(posting.ability_ids))
        for posting, age in zip(postings, ages, strict=True)
    ]


def _list_levels(postings: Sequence[PostedAbilities]) -> Mapping[tuple[str, str], list[int]]:
    levels: dict[tuple[str, str], list[int]] = defaultdict(list)
    for posting in postings:
        for ability, level in zip(posting.ability_ids, posting.levels, strict=True):
            if level:
                levels[posting.job_id, ability].append(level)
    return levels
