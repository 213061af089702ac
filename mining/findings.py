"""What a search has found so far: counted, and written down unless counting is enough."""

from itertools import combinations
from math import comb

import numpy as np

from mining.baskets import Counts, Floats, Rows
from mining.classes import Classes


class OverflowingError(Exception):
    """More itemsets than a search may find; the search ends."""


class Findings:
    """Itemsets by size; every subset of a class' free items belongs to its prefix.

    Attributes:
        max_length: most items of an itemset.
        tally: how many itemsets of each size there are, estimated where branches were sampled.
    """

    def __init__(self, max_length: int, most: float, *, counting: bool = False) -> None:
        self.tally: dict[int, float] = {}
        self.max_length = max_length
        self._most = most
        self._parts: dict[int, list[tuple[Rows, Counts, Floats]]] | None = None if counting else {}

    def add(self, classes: Classes, scale: float = 1.0) -> None:
        """Add the itemsets of classes that stand for ``scale`` times as many.

        Raises:
            OverflowingError: more than the most in all; they are not written down.
        """
        free = np.count_nonzero(classes.free >= 0, axis=1)
        for width, count in enumerate(np.bincount(free).tolist()):
            if count:
                some = classes if count == len(free) else classes.take(free == width)
                sizes = range(min(width, self.max_length - classes.prefix.shape[1]) + 1)
                self._count(classes.prefix.shape[1], width, count * scale, sizes)
                for size in sizes:
                    self._write(some, width, size)

    def list_levels(self) -> list[tuple[Rows, Counts, Floats]]:
        """Return ranks, counts and masses of the itemsets of 1, 2, ... items."""
        parts = self._parts or {}
        return [
            (
                np.concatenate([each for each, _, _ in parts[size]]),
                np.concatenate([each for _, each, _ in parts[size]]),
                np.concatenate([each for _, _, each in parts[size]]),
            )
            for size in sorted(parts)
        ]

    def _count(self, length: int, width: int, times: float, sizes: range) -> None:
        for size in sizes:
            if length + size:
                added = times * comb(width, size)
                self.tally[length + size] = self.tally.get(length + size, 0.0) + added
            if sum(self.tally.values()) > self._most:
                raise OverflowingError

    def _write(self, classes: Classes, width: int, size: int) -> None:
        if self._parts is None or not classes.prefix.shape[1] + size:
            return
        parts = self._parts.setdefault(classes.prefix.shape[1] + size, [])
        if not size:
            parts.append((classes.prefix, classes.counts, classes.masses))
            return
        times = comb(width, size)
        chosen = np.array(list(combinations(range(width), size)), dtype=np.int64)
        added = classes.free[:, chosen.reshape(times, size)]
        added = added.reshape(len(classes.counts) * times, size)
        sets = np.concatenate([np.repeat(classes.prefix, times, axis=0), added], axis=1)
        parts.append((sets, np.repeat(classes.counts, times), np.repeat(classes.masses, times)))
