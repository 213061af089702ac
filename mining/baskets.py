"""Transactions as integer arrays: what every miner reads."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
import numpy.typing as npt

from mining.errors import ThresholdError

Rows = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Baskets:
    """``N`` transactions of ``E`` entries over ``M`` items.

    Attributes:
        names: ``(M,)`` items, ascending, each once.
        items: ``(E,)`` positions in ``names``, one basket after the other, each once in a basket.
        starts: ``(N + 1,)`` where each basket starts; an empty one ends where it starts.
        weights: ``(N,)`` above 0, 1 for a record that has not aged.
    """

    names: tuple[str, ...]
    items: Rows
    starts: Counts
    weights: Floats

    @property
    def count(self) -> int:
        """Return N."""
        return len(self.weights)

    @property
    def mass(self) -> float:
        """Return the sum of all weights."""
        return float(self.weights.sum())


def encode_baskets(
    transactions: Sequence[Collection[str]], weights: Sequence[float] | None = None
) -> Baskets:
    """Return transactions as arrays; what a list names twice counts once.

    Raises:
        ThresholdError: weights that are not one above 0 for each transaction.
    """
    weighing = check_weights(len(transactions), weights)
    starts = np.zeros(len(transactions) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, transactions), np.int64, len(transactions)), out=starts[1:])
    seen: defaultdict[str, int] = defaultdict(count().__next__)
    every = map(seen.__getitem__, chain.from_iterable(transactions))
    items = np.fromiter(every, np.int32, int(starts[-1]))
    names = sorted(seen)
    rows = np.empty(len(names), dtype=np.int32)
    rows[[seen[name] for name in names]] = np.arange(len(names))
    baskets = Baskets(tuple(names), rows[items], starts, weighing)
    sets = set(map(type, transactions)) <= {set, frozenset}
    return baskets if sets else drop_repeats(baskets)


def check_weights(count: int, weights: Sequence[float] | None) -> Floats:
    """Return ``count`` weights, 1 each unless given.

    Raises:
        ThresholdError: not one finite weight above 0 for each.
    """
    weighing = np.ones(count) if weights is None else np.array(weights, dtype=np.float64)
    right = weighing.shape == (count,) and bool(((weighing > 0) & np.isfinite(weighing)).all())
    if not right:
        raise ThresholdError(f"expected {count} weights above 0, found {_shorten(weights)}")
    return weighing


def sort_within(items: Rows, starts: Counts) -> None:
    """Sort each basket in place, those of one length at once."""
    lengths = np.diff(starts)
    order = np.argsort(lengths, kind="stable")
    ordered = lengths[order]
    for length in (np.flatnonzero(np.bincount(ordered)[2:]) + 2).tolist():
        low, high = np.searchsorted(ordered, (length, length + 1))
        cells = starts[order[low:high], None] + np.arange(length)
        baskets = items[cells]
        baskets.sort(axis=1)
        items[cells] = baskets


def drop_repeats(baskets: Baskets) -> Baskets:
    """Return baskets whose entries may repeat with every item once, ascending."""
    items, starts = baskets.items.copy(), baskets.starts
    sort_within(items, starts)
    fresh = np.ones(len(items), dtype=np.bool_)
    fresh[1:] = items[1:] != items[:-1]
    fresh[starts[:-1][starts[:-1] < len(items)]] = True
    ends = np.concatenate([[0], np.cumsum(fresh)])
    return Baskets(baskets.names, items[fresh], ends[starts], baskets.weights)


def _shorten(weights: Sequence[float] | None) -> str:
    listed = list(weights or ())
    return str(listed) if len(listed) <= 10 else f"{len(listed)}, the least {min(listed)}"
