"""Features of learners: only what was known by then, on one scale, and what is missing said."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.errors import FeaturesError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_CLIP = 4.0


@dataclass(frozen=True, slots=True)
class Past:
    """What a learner's events come to before a time; NaN where there were none.

    Shapes:
        ``Q`` questions, each a learner and a time.

    Attributes:
        count: ``(Q,)`` events before the time.
        mean: ``(Q,)`` of their values.
        last: ``(Q,)`` value of the newest; of several at one time the last in the table.
    """

    count: IntArray
    mean: FloatArray
    last: FloatArray


@dataclass(frozen=True, slots=True)
class Scaled:
    """Features on one scale, and where they are missing.

    Shapes:
        ``M`` rows, ``F`` features.

    Attributes:
        values: ``(M, F)``; 0, the middle, where missing.
        missing: ``(M, F)`` true where nothing was known: never a silent 0.
    """

    values: FloatArray
    missing: BoolArray


def summarise_past(events: ArrayLike, learners: ArrayLike, times: ArrayLike) -> Past:
    """Return for each learner and time what the learner's earlier events come to.

    An event at the very time is not yet known: only those before it count.

    Args:
        events: ``(N, 3)`` number of the learner, time, value; in any order.
        learners: ``(Q,)`` numbers of learners.
        times: ``(Q,)`` on the events' clock.

    Raises:
        FeaturesError: other shapes, or a number, time or value that is none.
    """
    table, who, when = _check_events(events, learners, times)
    order = np.lexsort((table[:, 1], table[:, 0]))
    owner, moment, value = table[order].T
    sums = np.concatenate(([0.0], np.cumsum(value)))
    starts = np.searchsorted(owner, who, side="left")
    stops = np.searchsorted(owner, who, side="right")
    ends = starts + [
        int(np.searchsorted(moment[start:stop], time, side="left"))
        for start, stop, time in zip(starts, stops, when, strict=True)
    ]
    count = (ends - starts).astype(np.int64)
    some = count > 0
    mean, last = np.full(len(who), np.nan), np.full(len(who), np.nan)
    mean[some] = (sums[ends[some]] - sums[starts[some]]) / count[some]
    last[some] = value[ends[some] - 1]
    return Past(count, mean, last)


@dataclass(frozen=True, slots=True)
class RobustScale:
    r"""Distance from the median in quartile ranges, cut off where it is far out.

    .. math:: z = \operatorname{clip}\left(\frac{x - \mathrm{median}}{\mathrm{IQR}}, -4, 4\right)

    A feature whose quartiles are equal is 0 at the median and cut off elsewhere; one that nobody
    has is missing everywhere.

    Attributes:
        median: ``(F,)``; ``spread`` the distance of its quartiles, 0 or more.
    """

    median: FloatArray
    spread: FloatArray

    @classmethod
    def fit(cls, table: ArrayLike) -> Self:
        """Fit to an ``(M, F)`` table with NaN where nothing is known."""
        values = _check_table(table)
        low, middle, high = np.array([_quartiles(column) for column in values.T]).reshape(-1, 3).T
        return cls(middle, high - low)

    def apply(self, table: ArrayLike) -> Scaled:
        """Scale a table of the same features, whenever it was known."""
        values = _check_table(table, len(self.median))
        away = values - self.median
        with np.errstate(divide="ignore", invalid="ignore"):
            scaled = np.where(away == 0.0, 0.0, away / self.spread)
        return _mask(np.clip(scaled, -_CLIP, _CLIP))


@dataclass(frozen=True, slots=True)
class RankScale:
    """Share of what was fitted that lies below, from -1 to 1: for features with heavy tails.

    Only the order counts. Equal values have the middle of their ranks; a value beyond all that was
    fitted is at the end.

    Attributes:
        known: what was fitted of each feature, sorted, without what is missing.
    """

    known: tuple[FloatArray, ...]

    @classmethod
    def fit(cls, table: ArrayLike) -> Self:
        """Fit to an ``(M, F)`` table with NaN where nothing is known."""
        return cls(tuple(np.sort(column[~np.isnan(column)]) for column in _check_table(table).T))

    def apply(self, table: ArrayLike) -> Scaled:
        """Scale a table of the same features, whenever it was known."""
        values = _check_table(table, len(self.known))
        scaled = np.full(values.shape, np.nan)
        for feature, known in enumerate(self.known):
            column = values[:, feature]
            if len(known):
                below = np.searchsorted(known, column, side="left")
                upto = np.searchsorted(known, column, side="right")
                scaled[:, feature] = np.where(
                    np.isnan(column), np.nan, (below + upto) / len(known) - 1.0
                )
        return _mask(scaled)


def _mask(values: FloatArray) -> Scaled:
    missing = np.isnan(values)
    return Scaled(np.where(missing, 0.0, values), missing)


def _quartiles(column: FloatArray) -> FloatArray:
    known = column[~np.isnan(column)]
    return np.quantile(known, (0.25, 0.5, 0.75)) if len(known) else np.full(3, np.nan)


def _check_table(table: ArrayLike, features: int | None = None) -> FloatArray:
    values = np.asarray(table, dtype=np.float64)
    if values.ndim != 2 or (features is not None and values.shape[1] != features):
        wanted = "features" if features is None else f"{features} features"
        raise FeaturesError(f"table: expected rows x {wanted}, found {values.shape}")
    if np.isinf(values).any():
        raise FeaturesError("table: expected numbers or NaN, found an infinite one")
    return values


def _check_events(
    events: ArrayLike, learners: ArrayLike, times: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    table = np.asarray(events, dtype=np.float64)
    who, when = np.asarray(learners, dtype=np.float64), np.asarray(times, dtype=np.float64)
    if table.size == 0:
        table = np.empty((0, 3))
    if table.ndim != 2 or table.shape[1] != 3 or who.ndim != 1 or who.shape != when.shape:
        raise FeaturesError(
            f"events: expected (N, 3) and as many times as learners, "
            f"found {table.shape}, {who.shape} and {when.shape}"
        )
    if not all(np.isfinite(each).all() for each in (table, who, when)):
        raise FeaturesError("events: expected numbers, found one that is none")
    return table, who, when
