"""How well numbers tell right from wrong: the area under the curve."""

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
