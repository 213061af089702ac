"""Which answers are held out: cells of each learner, whole items or learners, what comes later."""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


def hold_out_cells(answered: BoolArray, share: float, rng: Generator) -> BoolArray:
    """Return ``(M, N)`` which cells are held out: of each learner ``share``, but never all.

    A share that makes no whole number of answers is rounded up or down by chance, so that it holds
    on average; a learner with one answer keeps it.

    Raises:
        ValueError: a share that is not in (0, 1).
    """
    _check_share(share)
    keys = np.where(answered, rng.random(answered.shape), np.inf)
    place = keys.argsort(axis=1).argsort(axis=1)
    count = answered.sum(axis=1)
    held = np.floor(count * share + rng.random(len(answered)))
    return np.asarray(answered & (place < np.minimum(held, count - 1)[:, None]))


def hold_out_whole(count: int, share: float, rng: Generator) -> BoolArray:
    """Return ``(count,)`` which items or learners are held out whole: at least one, never all.

    Raises:
        ValueError: a share that is not in (0, 1), or fewer than two to part.
    """
    _check_share(share)
    if count < 2:
        raise ValueError(f"to hold out some and keep some: expected 2 or more, found {count}")
    held = min(max(round(count * share), 1), count - 1)
    return np.asarray(rng.permutation(count) < held)


def hold_out_later(day: FloatArray, share: float) -> BoolArray:
    """Return ``(R,)`` which answers come after the moment that leaves ``share`` of the dated.

    Answers at one moment stay together, before it where it is theirs; those without a time (NaN)
    are never held out.

    Raises:
        ValueError: a share that is not in (0, 1), or no two different times.
    """
    _check_share(share)
    moments = np.unique(day[~np.isnan(day)])
    if len(moments) < 2:
        raise ValueError(f"to part answers by time: expected 2 times or more, found {len(moments)}")
    cut = np.nanquantile(day, 1.0 - share, method="lower")
    return np.asarray(day > min(cut, moments[-2]))


def _check_share(share: float) -> None:
    if not 0.0 < share < 1.0:
        raise ValueError(f"share to hold out: expected a number in (0, 1), found {share}")
