"""Association rules: what a transaction holds, given the rest of it."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

import numpy as np
import numpy.typing as npt

from mining.errors import ThresholdError
from mining.itemsets import Frequency, Template, check_weights, find_itemsets, read_type
from mining.significance import adjust_p_values, compute_p_values
from mining.weights import shrunk_demand

_TOLERANCE = 1e-9

Floats = npt.NDArray[np.float64]
Frequencies = dict[tuple[str, ...], Frequency]
Pair = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a rule must reach; what is None is chosen by the number of transactions N.

    Attributes:
        min_support: in (0, 1]; max(0.01, 5 / N), at most 1.
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
    """The rules that hold, by body, then head, and what to know before believing them."""

    rules: tuple[Rule, ...]
    warnings: tuple[str, ...]


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
        ExplosionError: more candidates than memory allows; says which support would do.
        ThresholdError: a threshold or weight out of its range.
    """
    limits, _ = resolve_thresholds(thresholds, len(transactions))
    found = find_itemsets(transactions, limits.support, limits.length, templates, weights)
    size = Frequency(len(transactions), float(check_weights(len(transactions), weights).sum()))
    return derive_rules(found, size, templates, thresholds)


def derive_rules(
    found: Frequencies,
    size: Frequency,
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
) -> Mined:
    """Return the rules of itemsets that were counted before, as :func:`mine_rules` would.

    Args:
        found: every itemset that is frequent by the thresholds and admitted by the templates.
        size: all transactions: how many, and the sum of their weights.
        templates: as they were when the itemsets were counted.
        thresholds: as they were then.

    Raises:
        ThresholdError: a threshold out of its range.
    """
    limits, warnings = resolve_thresholds(thresholds, size.count)
    most = size.count + 1 if thresholds and thresholds.everywhere else size.count
    candidates = list(_list_candidates(found, most, templates))
    confidences = {(each.body, each.head): each.confidence for each in candidates}
    p = _test(candidates, size.count)
    longer = sum(len(each.body) > 1 for each in candidates)
    q_values = adjust_p_values(p, longer + _count_pairs(found, size.count, templates))
    rules = [
        _build_rule(candidate, size.mass, size.count, p_value, q)
        for candidate, p_value, q in zip(candidates, p, q_values, strict=True)
        if q <= limits.q
        and candidate.confidence >= limits.confidence - _TOLERANCE
        and not _is_redundant(candidate, confidences)
    ]
    lifted = (rule for rule in rules if rule.lift >= limits.lift - _TOLERANCE)
    return Mined(tuple(sorted(lifted, key=lambda rule: (rule.body, rule.head))), warnings)


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds as they are used."""

    support: float
    confidence: float
    lift: float
    q: float
    length: int


def resolve_thresholds(thresholds: Thresholds | None, count: int) -> tuple[Limits, tuple[str, ...]]:
    """Return the thresholds that hold for ``count`` transactions, and warnings about them.

    Raises:
        ThresholdError: a threshold out of its range.
    """
    asked = thresholds or Thresholds()
    few = count < 10
    support = min(1.0, max(0.01, 5 / max(1, count)))
    limits = Limits(
        support=support if asked.min_support is None else asked.min_support,
        confidence=(0.6 if few else 0.3) if asked.min_confidence is None else asked.min_confidence,
        lift=(1.25 if few else 1.1) if asked.min_lift is None else asked.min_lift,
        q=asked.max_q,
        length=asked.max_length,
    )
    shares = limits.confidence, limits.q
    if not (0 < limits.support <= 1 and all(0 <= share <= 1 for share in shares)):
        raise ThresholdError(f"expected support, confidence and q to be shares, found {asked}")
    if limits.lift <= 0 or limits.length < 2:
        raise ThresholdError(f"expected a lift above 0 and a length of 2 or more, found {asked}")
    warning = (
        f"{count} transactions, 10 are the least that say something: the defaults were raised, to "
        f"support {limits.support:.3g}, confidence {limits.confidence:.3g}, lift {limits.lift:.3g}"
    )
    return limits, (warning,) if few else ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A rule not yet measured: x is its body, y its head."""

    body: tuple[str, ...]
    head: str
    xy: Frequency
    x: Frequency
    y: Frequency

    @property
    def confidence(self) -> float:
        return self.xy.mass / self.x.mass


def _list_candidates(
    found: Frequencies, most: int, templates: Sequence[Template] | None
) -> Iterator[_Candidate]:
    """Yield every rule that the itemsets hold, but those with an item of ``most`` transactions."""
    for items, frequency in found.items():
        if len(items) < 2 or any(found[(item,)].count == most for item in items):
            continue
        for position, head in enumerate(items):
            body = items[:position] + items[position + 1 :]
            if templates is None or any(each.matches(body, head) for each in templates):
                yield _Candidate(body, head, frequency, found[body], found[(head,)])


def _count_pairs(
    found: Frequencies, transactions: int, templates: Sequence[Template] | None
) -> int:
    """Count the rules of one item each that were open before the data were seen."""
    singles = [
        items[0] for items, each in found.items() if len(items) == 1 and each.count < transactions
    ]
    if templates is None:
        return len(singles) * (len(singles) - 1)
    types = Counter(read_type(item) for item in singles)
    return sum(
        types[each.body_type] * (types[each.head_type] - (each.body_type == each.head_type))
        for each in set(templates)
    )


def _test(candidates: list[_Candidate], transactions: int) -> Floats:
    parts = [(each.xy.count, each.x.count, each.y.count) for each in candidates]
    both, bodies, heads = np.array(parts, dtype=np.int64).reshape(-1, 3).T
    return compute_p_values(both, bodies, heads, transactions)


def _is_redundant(candidate: _Candidate, confidences: dict[Pair, float]) -> bool:
    """Whether a part of the body says as much of the head."""
    parts = (
        part
        for size in range(1, len(candidate.body))
        for part in combinations(candidate.body, size)
    )
    least = candidate.confidence - _TOLERANCE
    return any(confidences[part, candidate.head] >= least for part in parts)


def _build_rule(candidate: _Candidate, total: float, transactions: int, p: float, q: float) -> Rule:
    xy, x, y = (each.mass / total for each in (candidate.xy, candidate.x, candidate.y))
    shrunk = shrunk_demand(candidate.xy.mass, candidate.x.mass, prior=y)
    npmi = max(-1.0, min(1.0, log(xy / (x * y)) / -log(xy))) if xy < 1 else 0.0
    return Rule(
        body=candidate.body,
        head=candidate.head,
        support=xy,
        confidence=xy / x,
        confidence_back=xy / y,
        lift=xy / (x * y),
        leverage=xy - x * y,
        npmi=npmi,
        p=float(p),
        q=float(q),
        count=candidate.xy.count,
        body_count=candidate.x.count,
        head_count=candidate.y.count,
        transactions=transactions,
        shrunk_confidence=shrunk,
        weight=shrunk * min(1.0, max(0.0, npmi)),
    )
