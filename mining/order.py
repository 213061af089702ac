"""What comes before what: pairs of items that sequences agree about."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

from mining.errors import ExplosionError, ThresholdError
from mining.significance import adjust_p_values
from mining.weights import KAPPA, shrunk_demand

NEVER = float("inf")
"""Rank of what was tried and never reached: after everything that was."""

_MOST_COMPARISONS = 20_000_000_000
_LEAST_EXPECTED = 1.0
_ROUNDING = 1e-9

Pair = tuple[str, str]
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OrderThresholds:
    """What a pair must reach.

    Attributes:
        min_count: sequences that tell an order of the two, 1 or more.
        min_confidence: share of them with the first one first, drawn to one half, in (.5, 1].
        min_coupling: how far the later one waits for the first, in [0, 1].
        max_q: most false discovery rate, in [0, 1].
        most: most pairs of one later item, those with the strongest coupling.
    """

    min_count: int = 10
    min_confidence: float = 0.6
    min_coupling: float = 0.3
    max_q: float = 0.05
    most: int = 3


@dataclass(frozen=True, slots=True)
class Before:
    r"""The first item comes before the later one in ``before`` of ``count`` sequences.

    That easy things come before hard ones couples nothing. Coupling compares how often the later
    one came without the first with how often it would if its time told nothing of the first:

    .. math:: \mathrm{confidence} = \frac{\mathrm{before} + \kappa / 2}{\mathrm{count} + \kappa},
              \qquad \mathrm{coupling} = 1 - \frac{\mathrm{count} - \mathrm{before}}{E}, \qquad
              E = \sum_{s:\, r_s(l) < \infty} \Pr(r(f) > r_s(l))

    over the sequences with both. It is Loevinger's H with times in the place of scores. Where all
    keep one order, as in a quiz, E is 0 and nothing can be told: below an E of 1 it is 0.

    Attributes:
        count: sequences that hold both at different ranks.
        p: of the sign test, one-sided: as many by tossing a coin.
        q: ``p`` after Benjamini and Hochberg over every pair with enough sequences, either way.

    Source:
        Loevinger, "The technic of homogeneous tests", 1948; .3 is the least that Mokken, "A theory
        and procedure of scale analysis", 1971, calls a scale.
    """

    first: str
    later: str
    before: int
    count: int
    confidence: float
    coupling: float
    p: float
    q: float


def order_pairs(
    ranks: Sequence[Mapping[str, float]],
    thresholds: OrderThresholds | None = None,
    related: Collection[Pair] | None = None,
) -> list[Before]:
    """Return the pairs whose order the sequences agree about, the strongest first, ties by name.

    Args:
        ranks: of each sequence the rank of its items; equal ranks tell no order, and
            :data:`NEVER` comes after all others.
        thresholds: None takes all defaults.
        related: pairs to look at, in either order; None looks at all.

    Raises:
        ExplosionError: more comparisons than a run should take.
        ThresholdError: a threshold out of its range.
    """
    limits = _check(thresholds or OrderThresholds())
    items = sorted({item for sequence in ranks for item in sequence})
    if len(ranks) * len(items) ** 2 > _MOST_COMPARISONS:
        raise ExplosionError(
            f"{len(ranks)} sequences of {len(items)} items: expected at most "
            f"{_MOST_COMPARISONS:.0e} comparisons; mine a part of them"
        )
    table = _tabulate(ranks, items)
    before = _count_before(table)
    tested = (before + before.T >= limits.min_count) & _mark(related, items)
    found = _judge(before, _expect(table), tested, items)
    return keep_strongest(_choose(found, limits), limits.most)


def keep_strongest(pairs: Iterable[Before], most: int) -> list[Before]:
    """Return the first ``most`` pairs of each later item, of pairs that come strongest first."""
    taken: Counter[str] = Counter()
    kept = []
    for pair in pairs:
        taken[pair.later] += 1
        if taken[pair.later] <= most:
            kept.append(pair)
    return kept


def drop_implied(pairs: Sequence[Before], known: Iterable[Pair]) -> list[Before]:
    """Return the pairs that no chain of what is known says already."""
    told = set(known)
    items = sorted({item for ends in told for item in ends})
    places = {item: place for place, item in enumerate(items)}
    steps = np.zeros((len(items), len(items)), dtype=np.bool_)
    for first, later in told:
        steps[places[first], places[later]] = True
    reach = _close(steps)
    return [
        pair
        for pair in pairs
        if not (
            pair.first in places
            and pair.later in places
            and reach[places[pair.first], places[pair.later]]
        )
    ]


def _check(limits: OrderThresholds) -> OrderThresholds:
    shares = 0.5 < limits.min_confidence <= 1 and 0 <= limits.max_q <= 1
    if min(limits.min_count, limits.most) < 1 or not shares or not 0 <= limits.min_coupling <= 1:
        raise ThresholdError(
            "expected counts of 1 or more, a confidence in (0.5, 1], a coupling and a q in [0, 1], "
            f"found {limits.min_count}, {limits.most}, {limits.min_confidence:g}, "
            f"{limits.min_coupling:g} and {limits.max_q:g}"
        )
    return limits


def _tabulate(ranks: Sequence[Mapping[str, float]], items: Sequence[str]) -> Floats:
    """Return ``(S, M)`` ranks, NaN where a sequence lacks an item."""
    places = {item: place for place, item in enumerate(items)}
    table = np.full((len(ranks), len(items)), np.nan)
    for row, sequence in enumerate(ranks):
        table[row, [places[item] for item in sequence]] = list(sequence.values())
    return table


def _count_before(table: Floats) -> Counts:
    """Return ``(M, M)`` in how many sequences the row's item comes before the column's."""
    before = np.zeros((table.shape[1],) * 2, dtype=np.int64)
    for at in table:
        held = np.flatnonzero(~np.isnan(at))
        before[np.ix_(held, held)] += at[held, None] < at[None, held]
    return before


def _expect(table: Floats) -> Floats:
    """Return ``(M, M)`` how often the column's item would come without the row's, by chance."""
    expected = np.zeros((table.shape[1],) * 2)
    reached = np.isfinite(table)
    for row in range(table.shape[1]):
        held = np.flatnonzero(~np.isnan(table[:, row]))
        times = np.sort(table[held, row])
        at = np.where(reached[held], table[held], NEVER)
        waiting = 1.0 - np.searchsorted(times, at, side="right") / len(times)
        expected[row] = (waiting * reached[held]).sum(axis=0)
    return expected


def _mark(related: Collection[Pair] | None, items: Sequence[str]) -> Flags:
    """Return ``(M, M)`` which pairs are looked at."""
    if related is None:
        return np.ones((len(items),) * 2, dtype=np.bool_)
    places = {item: place for place, item in enumerate(items)}
    wanted = np.zeros((len(items),) * 2, dtype=np.bool_)
    for one, other in related:
        if one in places and other in places:
            wanted[places[one], places[other]] = wanted[places[other], places[one]] = True
    return wanted


def _judge(before: Counts, expected: Floats, tested: Flags, items: Sequence[str]) -> list[Before]:
    first, later = np.nonzero(tested)
    counts, against = (before + before.T)[first, later], before[later, first]
    p = np.asarray(bdtrc(before[first, later] - 1, counts, 0.5), dtype=np.float64)
    chance = expected[first, later]
    told = chance >= _LEAST_EXPECTED - _ROUNDING
    coupling = np.where(told, 1.0 - against / np.where(told, chance, 1.0), 0.0)
    numbers = zip(first, later, counts, coupling, p, adjust_p_values(p), strict=True)
    return [
        Before(
            first=items[row],
            later=items[column],
            before=(there := int(before[row, column])),
            count=int(count),
            confidence=shrunk_demand(there, float(count), 0.5, KAPPA),
            coupling=float(np.clip(coupled, -1.0, 1.0)),
            p=float(p_value),
            q=float(q_value),
        )
        for row, column, count, coupled, p_value, q_value in numbers
    ]


def _choose(found: Iterable[Before], limits: OrderThresholds) -> list[Before]:
    sure = [
        pair
        for pair in found
        if pair.confidence >= limits.min_confidence
        and pair.coupling >= limits.min_coupling
        and pair.q <= limits.max_q
    ]
    return sorted(sure, key=lambda pair: (-pair.coupling, -pair.confidence, pair.first, pair.later))


def _close(steps: Flags) -> Flags:
    """Return what is reached in one step or more."""
    reach = steps.copy()
    while True:
        further = reach | ((reach.astype(np.float32) @ reach.astype(np.float32)) > 0)
        if np.array_equal(further, reach):
            return reach
        reach = further
