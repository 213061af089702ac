"""Association rules: what a transaction holds, given the rest of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np

from mining.baskets import Floats, encode_baskets
from mining.candidates import Candidates, Marks, list_candidates
from mining.errors import ThresholdError
from mining.itemsets import Itemsets, Template, drop_rare, read_type, search_itemsets
from mining.measures import Measures, measure
from mining.significance import adjust_p_values, compute_p_values
from mining.templates import check_templates

TOLERANCE = 1e-9
"""How far below a threshold a share may lie: what adding up in another order changes."""

_FEWEST = 5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a rule must reach; what is None is chosen by the number of transactions N.

    Attributes:
        min_support: in (0, 1]; max(0.01, 5 / N), at most 1, and 5 transactions whatever they
            weigh.
        min_confidence: in [0, 1]; 0.3, below 10 transactions 0.6.
        min_lift: above 0; 1.1, below 10 transactions 1.25.
        max_q: most false discovery rate, in [0, 1]; 1 keeps what chance may explain.
        max_length: most items of a body with its head, 2 or more.
        everywhere: keep items of every transaction, whose lift is 1.
    """

    min_support: float | None = None
    min_confidence: float | None = None
    min_lift: float | None = None
    max_q: float = 0.1
    max_length: int = 4
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds as they are used, none left open; as in :class:`Thresholds`.

    Attributes:
        count: least transactions with body and head, 1 or more.
    """

    support: float
    count: int
    confidence: float
    lift: float
    q: float
    length: int


def resolve_thresholds(asked: Thresholds, count: int) -> tuple[Limits, tuple[str, ...]]:
    """Return the thresholds for ``count`` transactions, and what to know of them.

    Raises:
        ThresholdError: one is out of its range.
    """
    few = count < 10
    support = min(1.0, max(0.01, _FEWEST / max(1, count)))
    limits = Limits(
        support=support if asked.min_support is None else asked.min_support,
        count=max(1, min(_FEWEST, count)) if asked.min_support is None else 1,
        confidence=(0.6 if few else 0.3) if asked.min_confidence is None else asked.min_confidence,
        lift=(1.25 if few else 1.1) if asked.min_lift is None else asked.min_lift,
        q=asked.max_q,
        length=asked.max_length,
    )
    shares = limits.confidence, limits.q
    if not (0 < limits.support <= 1 and all(0 <= share <= 1 for share in shares)):
        raise ThresholdError(f"expected support, confidence and q to be shares, found {asked}")
    if not limits.lift > 0 or limits.length < 2:
        raise ThresholdError(f"expected a lift above 0 and a length of 2 or more, found {asked}")
    warning = (
        f"{count} transactions, 10 are the least that say something: the defaults were raised, to "
        f"support {limits.support:.3g}, confidence {limits.confidence:.3g}, lift {limits.lift:.3g}"
    )
    return limits, (warning,) if few else ()


@dataclass(frozen=True, slots=True)
class Rule:
    r"""Body x implies head y, with ``sup``, the share of all weight, of each and of both.

    .. math:: \mathrm{conf} = \frac{\mathrm{sup}(xy)}{\mathrm{sup}(x)}, \quad
              \mathrm{lift} = \frac{\mathrm{conf}}{\mathrm{sup}(y)}, \quad
              \mathrm{leverage} = \mathrm{sup}(xy) - \mathrm{sup}(x)\,\mathrm{sup}(y), \quad
              \mathrm{npmi} = \frac{\ln \mathrm{lift}}{-\ln \mathrm{sup}(xy)}

    Attributes:
        confidence_back: of body given head.
        npmi: in [-1, 1], 0 for independence.
        p: Fisher's exact, one-sided, of the unweighted counts.
        q: ``p`` after Benjamini and Hochberg over every pair of frequent items that the templates
            allow, together or not, and every longer rule that is frequent.
        count: transactions with body and head; ``body_count`` and ``head_count`` with either.
        transactions: N.
        shrunk_confidence: confidence drawn to ``sup(y)`` as if by 5 transactions of weight 1.
        weight: ``shrunk_confidence * min(1, max(0, npmi))``, in [0, 1].
    """

    body: tuple[str, ...]
    head: str
    support: float
    confidence: float
    confidence_back: float
    lift: float
    leverage: float
    npmi: float
    p: float
    q: float
    count: int
    body_count: int
    head_count: int
    transactions: int
    shrunk_confidence: float
    weight: float


@dataclass(frozen=True, slots=True)
class Mined:
    """The rules that hold, by body, then head, and what to know before believing them.

    Attributes:
        rules: those that reach every threshold.
        warnings: one sentence each.
        dropped: how many rules missed each threshold first, of "confidence", "lift", "q" and
            "redundant" in this order; what misses the support is not looked at.
    """

    rules: tuple[Rule, ...]
    warnings: tuple[str, ...]
    dropped: Mapping[str, int] = field(default_factory=dict)


def mine_rules(
    transactions: Sequence[Collection[str]],
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
    weights: Sequence[float] | None = None,
) -> Mined:
    """Find the rules that reach the thresholds and that no shorter body explains as well.

    An item of every transaction is in no rule, unless the thresholds say so: its lift is 1. A
    rule is redundant when a part of its body has the same head with no less confidence. Weights,
    in every figure but the counts and p, are those of the transactions, 1 for a record that has
    not aged.

    Args:
        transactions: sets of items such as ``K:sql``; may be empty.
        templates: types of body and head wanted; None takes every pair.
        thresholds: None takes all defaults.
        weights: one a transaction, above 0; None weighs each 1.

    Raises:
        ExplosionError: more itemsets than memory allows; says which support would do.
        TemplateError: a type that is neither ours nor that of an item.
        ThresholdError: a threshold or weight out of its range.
    """
    limits, _ = resolve_thresholds(thresholds or Thresholds(), len(transactions))
    baskets = encode_baskets(transactions, weights)
    check_templates(templates or (), baskets.names)
    found = search_itemsets(baskets, limits.support, limits.length, templates)
    return derive_rules(found, templates, thresholds)


def derive_rules(
    found: Itemsets,
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
) -> Mined:
    """Judge the rules that itemsets hold, whoever has counted them; see :func:`mine_rules`.

    Args:
        found: all itemsets that reach the support and that the templates admit.
        templates: as for the search.
        thresholds: as for the search.

    Raises:
        OpenItemsetsError: an itemset without one of its parts.
        ThresholdError: a threshold out of its range.
    """
    asked = thresholds or Thresholds()
    limits, warnings = resolve_thresholds(asked, found.transactions)
    common = drop_rare(found, limits.count)
    judged = judge_rules(common, templates, everywhere=asked.everywhere)
    missed = list_missed(judged, limits)
    left = np.ones(len(judged.candidates), dtype=np.bool_)
    dropped = {}
    for name, misses in missed.items():
        dropped[name] = int((left & misses).sum())
        left &= ~misses
    rules = build_rules(common, judged.take(left))
    return Mined(tuple(sorted(rules, key=lambda rule: (rule.body, rule.head))), warnings, dropped)


@dataclass(frozen=True, slots=True)
class Judged:
    """Rules as a table, each column ``(R,)``: what they rest on, their p and q, their measures."""

    candidates: Candidates
    measures: Measures
    p: Floats
    q: Floats

    def take(self, rows: Marks) -> "Judged":
        """Return some of the rules."""
        columns = (getattr(self.measures, each.name)[rows] for each in fields(Measures))
        kept = self.candidates.take(rows)
        return Judged(kept, Measures(*columns), self.p[rows], self.q[rows])


def judge_rules(
    found: Itemsets,
    templates: Sequence[Template] | None = None,
    *,
    everywhere: bool = False,
) -> Judged:
    """Measure and test every rule that itemsets hold, kept or not.

    Raises:
        OpenItemsetsError: an itemset without one of its parts.
    """
    candidates = list_candidates(found, templates, everywhere=everywhere)
    masses = candidates.mass, candidates.body_mass, candidates.head_mass
    counts = candidates.count, candidates.body_count, candidates.head_count
    p = compute_p_values(*counts, found.transactions)
    longer = int((candidates.size > 2).sum())
    q = adjust_p_values(p, longer + _count_pairs(found, templates, everywhere=everywhere))
    return Judged(candidates, measure(*masses, found.mass), p, q)


def list_missed(judged: Judged, limits: Limits) -> dict[str, Marks]:
    """Return ``(R,)`` marks of the rules that miss each threshold."""
    confidence = judged.measures.confidence
    return {
        "confidence": confidence < limits.confidence - TOLERANCE,
        "lift": judged.measures.lift < limits.lift - TOLERANCE,
        "q": judged.q > limits.q,
        "redundant": judged.candidates.explained >= confidence - TOLERANCE,
    }


def build_rules(found: Itemsets, judged: Judged) -> list[Rule]:
    """Return rules one by one, as they stand in the table."""
    candidates, measures = judged.candidates, judged.measures
    columns = {each.name: getattr(measures, each.name).tolist() for each in fields(Measures)}
    columns |= {"p": judged.p.tolist(), "q": judged.q.tolist()}
    columns |= {
        name: getattr(candidates, name).tolist() for name in ("count", "body_count", "head_count")
    }
    figures = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [
        Rule(*_name(found, size, row, place), transactions=found.transactions, **each)
        for size, row, place, each in zip(
            candidates.size.tolist(),
            candidates.row.tolist(),
            candidates.place.tolist(),
            figures,
            strict=True,
        )
    ]


def _name(found: Itemsets, size: int, row: int, place: int) -> tuple[tuple[str, ...], str]:
    items = [found.names[item] for item in found.levels[size - 1].items[row].tolist()]
    head = items.pop(place)
    return tuple(items), head


def _count_pairs(found: Itemsets, templates: Sequence[Template] | None, *, everywhere: bool) -> int:
    """Count the rules of one item each that were open before the data were seen."""
    if not found.levels:
        return 0
    first = found.levels[0]
    varies = first.counts < found.transactions
    open_to = first.items[varies | everywhere, 0].tolist()
    if templates is None:
        return len(open_to) * (len(open_to) - 1)
    types = Counter(read_type(found.names[item]) for item in open_to)
    return sum(
        types[each.body_type] * (types[each.head_type] - (each.body_type == each.head_type))
        for each in set(templates)
    )
