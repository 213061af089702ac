"""The exact distribution of a sum of scores over all ways to choose some of many records."""

from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sums:
    """Chances of sums: ``chances[i]`` is that of ``least + i``."""

    least: int
    chances: Floats

    def add(self, other: "Sums") -> "Sums":
        """Return the distribution of the sum of two that are independent."""
        return Sums(self.least + other.least, np.convolve(self.chances, other.chances))

    def find_tail(self, found: int) -> float:
        """Return the two-sided p value of a sum: twice the smaller tail, 1 at the most."""
        at = found - self.least
        return min(1.0, 2 * float(min(self.chances[: at + 1].sum(), self.chances[at:].sum())))


@dataclass(frozen=True, slots=True)
class Choices:
    """Ways to choose records that have scores.

    Attributes:
        ways: ``(K + 1, S)`` ways to choose k of them with a sum of s.
        total, records: sum and number of all of them.
    """

    ways: Floats
    total: int
    records: int

    def list_sums(self, chosen: int) -> Sums:
        """Return the sums of so many chosen, K or fewer, or all but K or fewer."""
        few = min(chosen, self.records - chosen)
        size = few * self._top + 1
        chances = self.ways[few, :size] / self.ways[few, :size].sum()
        if chosen == few:
            return Sums(0, chances)
        return Sums(self.total - size + 1, chances[::-1])

    @property
    def _top(self) -> int:
        """The highest score."""
        most, sums = self.ways.shape
        return int(sums - 1) // max(int(most) - 1, 1)


def count_choices(records: Ints, most: int) -> Choices:
    """Return the ways to choose up to ``most`` of records with scores 0, 1, 2 and so on.

    Args:
        records: ``(T,)`` how many have each score.
        most: 1 or more.
    """
    ways = np.zeros((most + 1, most * (records.size - 1) + 1))
    ways[0, 0] = 1.0
    for score, count in enumerate(records.tolist()):
        before = ways.copy()
        for chosen in range(1, min(count, most) + 1):
            shift = chosen * score
            kept = ways.shape[1] - shift
            ways[chosen:, shift:] += comb(count, chosen) * before[: most + 1 - chosen, :kept]
    return Choices(ways, int(records @ np.arange(records.size)), int(records.sum()))
