"""How well numbers, sets and classes tell right from wrong."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


def measure_auc(chances: ArrayLike, outcomes: ArrayLike) -> float:
    """Return P(a positive has the higher chance), equal chances counting half; NaN if one kind.

    Args:
        chances: any shape, higher for what is more likely to be positive.
        outcomes: the same shape, true where positive.

    Raises:
        ValueError: the shapes differ.
    """
    values, positive = np.ravel(chances), np.ravel(outcomes).astype(np.bool_)
    if len(values) != len(positive):
        raise ValueError(f"outcomes: expected {len(values)} of them, found {len(positive)}")
    ups, downs = int(positive.sum()), int((~positive).sum())
    if not ups or not downs:
        return float("nan")
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((ranks[positive].sum() - ups * (ups + 1) / 2) / (ups * downs))


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much of what was found is right, and of what is right was found; 0 of 0 is NaN.

    Attributes:
        found: how many were found, ``right`` of them rightly.
        expected: how many there are, ``met`` of them found.
    """

    found: int
    right: int
    expected: int
    met: int

    @property
    def precision(self) -> float:
        """Return the share of the found that is right."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """Return the share of the expected that was found."""
        return self.met / self.expected if self.expected else float("nan")

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two; 0 where either is 0, NaN where either is."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def compare_sets(found: Set[object], expected: Set[object]) -> Agreement:
    """Return how two sets agree."""
    both = len(found & expected)
    return Agreement(len(found), both, len(expected), both)


def measure_macro_f1(found: Sequence[str], expected: Sequence[str]) -> float:
    """Return the mean F1 of the classes that are expected; one that is never found has 0.

    Raises:
        ValueError: the lengths differ.
    """
    pairs = list(zip(found, expected, strict=True))
    scores = []
    for name in sorted(set(expected)):
        both = sum(told == meant == name for told, meant in pairs)
        named = sum(told == name for told, _ in pairs)
        scores.append(2 * both / (named + sum(meant == name for _, meant in pairs)))
    return float(np.mean(scores)) if scores else float("nan")
