"""Precision, recall and F1 of what is recommended to each of many people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hits:
    """Counts by person: ``(M,)`` recommended, true, and both."""

    found: FloatArray
    expected: FloatArray
    both: FloatArray

    @property
    def with_truth(self) -> BoolArray:
        """``(M,)`` who has something true to find."""
        return np.asarray(self.expected > 0)

    @property
    def counted(self) -> BoolArray:
        """``(M,)`` who has something recommended or something true."""
        return np.asarray((self.found > 0) | (self.expected > 0))

    @property
    def precision(self) -> FloatArray:
        """``(M,)`` share of the recommended that is true; 0 where nothing is recommended."""
        return _divide(self.both, self.found)

    @property
    def recall(self) -> FloatArray:
        """``(M,)`` share of the true that is recommended; 0 where nothing is true."""
        return _divide(self.both, self.expected)

    @property
    def f1(self) -> FloatArray:
        """``(M,)`` harmonic mean of the two; 0 where both are."""
        return _divide(2.0 * self.both, self.found + self.expected)


@dataclass(frozen=True, slots=True)
class HitFigures:
    """What :class:`Hits` come to; a macro figure is the mean over people.

    Attributes:
        precision: from summed counts, like ``recall`` and ``f1`` (micro).
        macro_precision: over those with something recommended or true, like ``macro_f1_with_zeros``
            in which those with nothing true count 0.
        macro_recall: over those with something true, like ``macro_f1``.
        people: how many are counted at all; ``without_truth`` of them have nothing true.
        pairs: how many are recommended.
    """

    precision: float
    recall: float
    f1: float
    macro_precision: float
    macro_recall: float
    macro_f1: float
    macro_f1_with_zeros: float
    people: int
    without_truth: int
    pairs: int


def count_hits(found: BoolArray, expected: BoolArray, person: IntArray, people: int) -> Hits:
    """Return the counts by person, ``(R,)`` pairs of whom and what being candidates.

    Args:
        found: ``(R,)`` whether it is recommended.
        expected: ``(R,)`` whether it is true.
        person: ``(R,)`` whose it is, below ``people``.
        people: how many there are.
    """
    ours, true, both = (
        np.bincount(person, weights=kind, minlength=people).astype(np.float64)
        for kind in (found, expected, found & expected)
    )
    return Hits(ours, true, both)


def measure_hits(hits: Hits) -> HitFigures:
    """Return the figures; 0 of 0 is NaN, and a mean over nobody too."""
    found, expected, both = hits.found.sum(), hits.expected.sum(), hits.both.sum()
    return HitFigures(
        precision=_share(both, found),
        recall=_share(both, expected),
        f1=_share(2.0 * both, found + expected),
        macro_precision=_mean(hits.precision, hits.counted),
        macro_recall=_mean(hits.recall, hits.with_truth),
        macro_f1=_mean(hits.f1, hits.with_truth),
        macro_f1_with_zeros=_mean(hits.f1, hits.counted),
        people=int(hits.counted.sum()),
        without_truth=int((hits.counted & ~hits.with_truth).sum()),
        pairs=int(found),
    )


def _divide(part: FloatArray, whole: FloatArray) -> FloatArray:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _mean(values: FloatArray, who: BoolArray) -> float:
    return float(values[who].mean()) if who.any() else float("nan")
