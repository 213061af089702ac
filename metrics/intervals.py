"""How far figures may be chance: the bootstrap over what was drawn as a whole."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix

from metrics.classification import Agreement

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_RESAMPLES = 1000
_MISSING = 0.05  # of draws, up to which the others tell the interval
_CELLS = 1 << 21  # doubles of a slice of resamples x levels: 16 MB


def add_agreements(parts: Sequence[Agreement]) -> Agreement:
    """Return the agreement over all parts."""
    return Agreement(
        sum(part.found for part in parts),
        sum(part.right for part in parts),
        sum(part.expected for part in parts),
        sum(part.met for part in parts),
    )


def bound_f1(parts: Sequence[Agreement], seed: int, level: float = 0.05) -> float:
    """Return the F1 that resamples of the parts fall below with probability ``level``.

    A part is what was drawn as a whole, such as a posting; NaN without parts.
    """
    if not parts:
        return float("nan")
    rng = np.random.default_rng(seed)
    draws = rng.integers(len(parts), size=(_RESAMPLES, len(parts)))
    scores = [add_agreements([parts[at] for at in draw]).f1 for draw in draws.tolist()]
    return float(np.nanquantile(scores, level))


def draw_resamples(clusters: int, count: int, seed: int) -> FloatArray:
    """Return ``(count, clusters)``: how often each cluster is in each resample of as many."""
    rng = np.random.default_rng(seed)
    return rng.multinomial(clusters, np.full(clusters, 1.0 / clusters), size=count).astype(float)


def keep_asked(resamples: FloatArray, asked: BoolArray, seed: int) -> FloatArray:
    """Return the resamples, those without any cluster of an ``(M,)`` mask drawn anew among these.

    All others stay as they are, so that what is measured on other clusters stays paired.
    """
    empty = resamples @ asked == 0
    found = resamples.copy()
    found[empty] = 0.0
    fresh = draw_resamples(int(asked.sum()), int(empty.sum()), seed)
    found[np.ix_(empty, asked)] = fresh
    return found


def resample_mean(values: FloatArray, counts: FloatArray, resamples: FloatArray) -> FloatArray:
    """Return ``(B,)`` summed ``values`` over summed ``counts``, both ``(M,)``; 0 of 0 is NaN.

    ``resamples`` is ``(B, M)`` as :func:`draw_resamples` returns it.
    """
    with np.errstate(invalid="ignore"):
        return np.asarray((resamples @ values) / (resamples @ counts))


def resample_auc(
    chances: FloatArray, outcomes: BoolArray, cluster: IntArray, resamples: FloatArray
) -> FloatArray:
    """Return ``(B,)`` areas under the curve, equal chances counting half; NaN if one kind is left.

    Args:
        chances: ``(R,)`` higher for what is more likely to be positive.
        outcomes: ``(R,)`` true where positive.
        cluster: ``(R,)`` which cluster the row is of, a column of ``resamples``.
        resamples: ``(B, M)`` as :func:`draw_resamples` returns it.
    """
    _, place = np.unique(chances, return_inverse=True)
    levels, clusters = int(place.max(initial=-1)) + 1, resamples.shape[1]
    table = cast("Any", coo_matrix)
    ups, downs = (
        table((np.ones(kind.sum()), (cluster[kind], place[kind])), shape=(clusters, levels)).tocsr()
        for kind in (outcomes, ~outcomes)
    )
    size = max(1, _CELLS // max(levels, 1))
    parts = [
        _weigh_auc(resamples[start : start + size] @ ups, resamples[start : start + size] @ downs)
        for start in range(0, len(resamples), size)
    ]
    return np.concatenate(parts)


def bound_draws(draws: FloatArray, level: float = 0.95) -> tuple[float, float]:
    """Return between which values ``level`` of the draws lie.

    Draws without a value, NaN, are left out; where they are more than one in twenty it is NaN.
    """
    sound = draws[~np.isnan(draws)]
    if len(draws) - len(sound) > _MISSING * len(draws) or not len(sound):
        return float("nan"), float("nan")
    low, high = np.quantile(sound, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return float(low), float(high)


def _weigh_auc(ups: FloatArray, downs: FloatArray) -> FloatArray:
    """Return ``(B,)`` areas from ``(B, levels)`` weights of positives and negatives."""
    below = np.cumsum(downs, axis=1) - downs / 2.0
    with np.errstate(invalid="ignore"):
        return np.asarray((ups * below).sum(axis=1) / (ups.sum(axis=1) * downs.sum(axis=1)))
