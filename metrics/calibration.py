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


def place_in_bins(chances: ArrayLike, bins: int = BINS) -> NDArray[np.int64]:
    """Return ``(R,)`` the bin of each answer, by rank of its chance, in bins of equal count.

    Sizes differ by one at most; of equal chances the earlier answers come first.
    """
    values = np.ravel(np.asarray(chances, dtype=np.float64))
    places = np.empty(len(values), dtype=np.int64)
    places[np.argsort(values, kind="stable")] = np.arange(len(values)) * bins // max(len(values), 1)
    return places


def list_bins(
    chances: ArrayLike, outcomes: ArrayLike, bins: int = BINS
) -> tuple[CalibrationBin, ...]:
    """Return the bins that hold an answer, of lowest chance first."""
    values, right = np.ravel(np.asarray(chances, float)), np.ravel(np.asarray(outcomes, float))
    places = place_in_bins(values, bins)
    return tuple(
        CalibrationBin(int(here.sum()), float(values[here].mean()), float(right[here].mean()))
        for here in (places == place for place in range(bins))
        if here.any()
    )


def measure_ece(chances: ArrayLike, outcomes: ArrayLike, bins: int = BINS) -> float:
    """Return the expected calibration error: mean |share right - chance| over bins, by count."""
    told = list_bins(chances, outcomes, bins)
    total = sum(one.count for one in told)
    weighted = sum(one.count * abs(one.share - one.chance) for one in told)
    return weighted / total if total else float("nan")
