"""How well numbers tell right from wrong: the area under the curve and the log loss."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


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


def measure_log_loss(chances: ArrayLike, outcomes: ArrayLike, edge: float = 1e-15) -> float:
    """Return the mean surprise in nats; NaN of nothing.

    Args:
        chances: probabilities, any shape; clipped to ``edge`` inside [0, 1].
        outcomes: the same shape, 1 where positive, a partial score counting as that share.
        edge: the smallest probability that is taken at its word.

    Raises:
        ValueError: the shapes differ.
    """
    values, shares = np.ravel(chances).astype(np.float64), np.ravel(outcomes).astype(np.float64)
    if len(values) != len(shares):
        raise ValueError(f"outcomes: expected {len(values)} of them, found {len(shares)}")
    if not len(values):
        return float("nan")
    inside: FloatArray = np.clip(values, edge, 1.0 - edge)
    surprise = shares * np.log(inside) + (1.0 - shares) * np.log1p(-inside)
    return float(-surprise.mean())
