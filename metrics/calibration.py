"""Whether predicted chances mean what they say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
FLOOR = 1e-4
BINS = 10


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Answers of about the same predicted chance: how many, the mean of it, the share right."""

    count: int
    chance: float
    share: float


def lose_log(chances: ArrayLike, outcomes: ArrayLike) -> FloatArray:
    """Return the logarithmic loss of each answer, its chance held to [1e-4, 1 - 1e-4]."""
    values = np.clip(np.asarray(chances, dtype=np.float64), FLOOR, 1.0 - FLOOR)
    right = np.asarray(outcomes, dtype=np.float64)
    return np.asarray(-right * np.log(values) - (1.0 - right) * np.log1p(-values))


def measure_log_loss(chances: ArrayLike, outcomes: ArrayLike) -> float:
    """Return the mean logarithmic loss in nats; NaN without answers."""
    losses = lose_log(chances, outcomes)
    return float(losses.mean()) if losses.size else float("nan")


def measure_rmse(chances: ArrayLike, outcomes: ArrayLike) -> float:
    """Return the root of the mean squared error; NaN without answers."""
    errors = np.asarray(chances, dtype=np.float64) - np.asarray(outcomes, dtype=np.float64)
    return float(np.sqrt(np.mean(errors**2))) if errors.size else float("nan")


def share_among_bins(chances: ArrayLike, bins: int = BINS) -> FloatArray:
    """Return ``(R, bins)`` how much of each answer is in each bin, by the rank of its chance.

    Bins hold equally many answers, give or take one. Equal chances are shared alike among the bins
    that they lie in, so that the order of the answers tells nothing.
    """
    values = np.ravel(np.asarray(chances, dtype=np.float64))
    _, level, size = np.unique(values, return_inverse=True, return_counts=True)
    places = np.arange(len(values)) * bins // max(len(values), 1)
    cells = np.bincount(np.sort(level) * bins + places, minlength=len(size) * bins)
    shares: FloatArray = cells.reshape(len(size), bins) / size[:, None]
    return shares[level]


def list_bins(
    chances: ArrayLike, outcomes: ArrayLike, bins: int = BINS
) -> tuple[CalibrationBin, ...]:
    """Return the bins that hold an answer, of lowest chance first."""
    values, right = np.ravel(np.asarray(chances, float)), np.ravel(np.asarray(outcomes, float))
    shares = share_among_bins(values, bins)
    table = zip(shares.sum(axis=0), values @ shares, right @ shares, strict=True)
    return tuple(
        CalibrationBin(round(count), float(chance / count), float(share / count))
        for count, chance, share in table
        if round(count)
    )


def measure_ece(chances: ArrayLike, outcomes: ArrayLike, bins: int = BINS) -> float:
    """Return the expected calibration error: mean |share right - chance| over bins, by count."""
    told = list_bins(chances, outcomes, bins)
    total = sum(one.count for one in told)
    weighted = sum(one.count * abs(one.share - one.chance) for one in told)
    return weighted / total if total else float("nan")
