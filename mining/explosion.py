"""Searches that would find too much: how much, and what would fit."""

from contextlib import suppress
from dataclasses import dataclass
from math import ceil, floor, log10

import numpy as np

from mining.baskets import Baskets
from mining.classes import Kinds
from mining.findings import Findings, OverflowingError
from mining.lattice import Beam
from mining.ranks import set_floor
from mining.search import explore

_BEAM = 256
_MOST_BASKETS = 50_000
_STEPS = 8
_SIZES = 8
_SEED = 0
_COUNTLESS = 1e15


@dataclass(frozen=True, slots=True)
class Explosion:
    """What a search that finds too much was asked for.

    Attributes:
        min_support: in (0, 1].
        max_length: most items of an itemset.
        kinds: which templates each item may serve; None for all.
        most: itemsets it may find.
    """

    min_support: float
    max_length: int
    kinds: Kinds | None
    most: int


def describe_explosion(baskets: Baskets, asked: Explosion) -> str:
    """Say how many itemsets of each size there may be, and which support or length would fit."""
    sizes = estimate_sizes(baskets, asked.min_support, asked.max_length, asked.kinds)
    total = min(_COUNTLESS, sum(sizes.values()))
    about = "about" if total < _COUNTLESS else "more than"
    by_size = ", ".join(_round(sizes[size]) for size in sorted(sizes)[:_SIZES])
    if len(sizes) > _SIZES:
        by_size += ", ..."
    support = suggest_support(baskets, asked)
    length = suggest_length(baskets, asked, sizes)
    tries = [f"a minimum support of {support:.3g}"] if support else []
    tries += [f"a maximum length of {length}"] if length else []
    return (
        f"expected at most {asked.most:,} itemsets, found {about} {_round(total)} at "
        f"minimum support {asked.min_support:.4g} (of 1, 2, ... items: {by_size}); "
        f"try {' or '.join(tries) or 'without the items that most transactions hold'}"
    )


def estimate_sizes(
    baskets: Baskets, min_support: float, max_length: int, kinds: Kinds | None
) -> dict[int, float]:
    """Estimate how many itemsets of each size there are, from samples of branches and baskets.

    Counting ends where there are 10^15.

    Source:
        Knuth, "Estimating the efficiency of backtrack programs", 1975.
    """
    findings = Findings(max_length, _COUNTLESS, counting=True)
    sample = _sample(baskets)
    beam = Beam(_BEAM, np.random.default_rng(_SEED))
    with suppress(OverflowingError):
        explore(sample, set_floor(sample, min_support), kinds, findings, beam)
    return findings.tally


def suggest_support(baskets: Baskets, asked: Explosion) -> float | None:
    """Return a support, of two digits, at which no more is found than may be; None without."""
    low, high = asked.min_support, 1.0
    for _ in range(_STEPS):
        middle = (low * high) ** 0.5
        sizes = estimate_sizes(baskets, middle, asked.max_length, asked.kinds)
        low, high = (low, middle) if sum(sizes.values()) <= asked.most else (middle, high)
    support = _round_up(high)
    while not _fits(baskets, asked, support, asked.max_length):
        if support == 1:
            return None
        support = _round_up(min(1.0, support * 1.1))
    return support


def suggest_length(baskets: Baskets, asked: Explosion, sizes: dict[int, float]) -> int | None:
    """Return the length up to which no more is found than may be; None where that is below 2."""
    lengths = [
        length
        for length in range(2, max(sizes, default=0))
        if sum(count for size, count in sizes.items() if size <= length) <= asked.most
    ]
    for length in reversed(lengths):
        if _fits(baskets, asked, asked.min_support, length):
            return length
    return None


def _fits(baskets: Baskets, asked: Explosion, support: float, length: int) -> bool:
    findings = Findings(length, asked.most, counting=True)
    try:
        explore(baskets, set_floor(baskets, support), asked.kinds, findings)
    except OverflowingError:
        return False
    return True


def _sample(baskets: Baskets) -> Baskets:
    if baskets.count <= _MOST_BASKETS:
        return baskets
    rng = np.random.default_rng(_SEED)
    chosen = np.sort(rng.choice(baskets.count, _MOST_BASKETS, replace=False))
    lengths = np.diff(baskets.starts)[chosen]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
    items = baskets.items[np.repeat(baskets.starts[chosen], lengths) + within]
    return Baskets(baskets.names, items, starts, baskets.weights[chosen])


def _round(count: float) -> str:
    """Write a count with two digits that are sure."""
    digits = max(0, floor(log10(count)) - 1) if count >= 1 else 0
    return f"{round(count / 10**digits) * 10**digits:,}"


def _round_up(support: float) -> float:
    digits = 1 - floor(log10(support))
    return float(min(1.0, ceil(support * 10**digits * (1 - 1e-9)) / 10**digits))
