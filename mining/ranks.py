"""Baskets of what is frequent alone, the rarest item first."""

from dataclasses import dataclass

import numpy as np

from mining.baskets import Baskets, Counts, Floats, Rows, sort_within

_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Floor:
    """What is frequent: enough weight, which at least ``count`` transactions must bring.

    Attributes:
        mass: least sum of weights.
        count: least number of transactions, 1 or more.
        even: the weight of every transaction; None where they differ.
    """

    mass: float
    count: int
    even: float | None

    def admits(self, masses: Floats, counts: Counts) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return which are frequent."""
        enough: np.ndarray[tuple[int], np.dtype[np.bool_]] = counts >= self.count
        return enough if self.even is not None else enough & (masses >= self.mass)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Baskets with only their frequent items, as ranks.

    Attributes:
        items: ``(E,)`` ranks, ascending within a basket.
        starts: ``(N + 1,)`` where each basket starts.
        names: ``(M,)`` position in the baskets' names of each rank, the rarest item first.
        counts: ``(M,)`` transactions with each.
        masses: ``(M,)`` sums of their weights.
        weights: ``(N,)`` of the baskets.
    """

    items: Rows
    starts: Counts
    names: Counts
    counts: Counts
    masses: Floats
    weights: Floats


def set_floor(baskets: Baskets, min_support: float) -> Floor:
    """Return what a support in (0, 1] asks of these baskets."""
    mass = baskets.mass * (min_support - _TOLERANCE)
    most = float(baskets.weights.max(initial=1.0))
    even = bool((baskets.weights == most).all())
    least = mass / most * (1.0 if even else 1.0 - _TOLERANCE)
    return Floor(mass, max(1, int(np.ceil(least))), most if even else None)


def rank_baskets(baskets: Baskets, floor: Floor, wanted: Counts | None = None) -> Ranked:
    """Return the frequent items of the baskets, of those ``wanted`` by position in the names."""
    counts = np.bincount(baskets.items, minlength=len(baskets.names))
    masses: Floats = counts * np.float64(floor.even or 0.0)
    if floor.even is None:
        spread = np.repeat(baskets.weights, np.diff(baskets.starts))
        masses = np.bincount(baskets.items, weights=spread, minlength=len(counts)).astype(float)
    frequent = floor.admits(masses, counts)
    if wanted is not None:
        frequent &= np.isin(np.arange(len(counts)), wanted)
    names = np.flatnonzero(frequent)
    names = names[np.argsort(counts[names], kind="stable")]
    ranks = np.full(len(counts), -1, dtype=np.int32)
    ranks[names] = np.arange(len(names), dtype=np.int32)
    items = ranks[baskets.items]
    kept = items >= 0
    ends = np.zeros(len(items) + 1, dtype=np.int64)
    np.cumsum(kept, out=ends[1:])
    starts = ends[baskets.starts]
    items = items[kept]
    sort_within(items, starts)
    return Ranked(items, starts, names, counts[names], masses[names], baskets.weights)
