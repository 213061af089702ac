"""Axes of charts: which numbers they show, and where. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TICKS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows.

    Attributes:
        low: where it begins, None for as far as the values go; ``high`` where it ends.
        percent: values are shares of 1.
        names: what stands at 0, 1, 2, ... instead of numbers, such as months.
    """

    label: str
    low: float | None = None
    high: float | None = None
    percent: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis with its ends: values from ``low`` to ``high`` lie between pixels."""

    axis: Axis
    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Return where a value lies, in pixels; what is beyond an end lies at the end."""
        held = min(max(value, self.low), self.high)
        return self.start + (held - self.low) / (self.high - self.low) * (self.end - self.start)

    def list_ticks(self, most: int = _TICKS) -> list[tuple[float, str]]:
        """Return about ``most`` round values inside the ends, each with how it is written."""
        if self.axis.names:
            return _thin(self.axis.names, self.low, self.high, most)
        step = _choose_step((self.high - self.low) / most)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [(n * step, _write(n * step, step, self.axis)) for n in range(first, last + 1)]


def scale(axis: Axis, values: Iterable[float], start: float, end: float) -> Scale:
    """Return the axis fitted to what it shall show; without any value from 0 to 1."""
    told = [value for value in values if isfinite(value)]
    low = min(told, default=0.0) if axis.low is None else axis.low
    high = max(told, default=low + 1.0) if axis.high is None else axis.high
    if high <= low:
        high = low + (abs(low) or 1.0)
    step = _choose_step((high - low) / _TICKS)
    if axis.low is None and not axis.names:
        low = floor(low / step + 1e-9) * step
    if axis.high is None and not axis.names:
        high = ceil(high / step - 1e-9) * step
    return Scale(axis, low, high, start, end)


def _choose_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def _write(value: float, step: float, axis: Axis) -> str:
    unit, mark = (100.0, "%") if axis.percent else (1.0, "")
    digits = max(0, -floor(log10(step * unit) + 1e-9))
    if round(step * unit, digits) != round(step * unit, digits + 1):
        digits += 1
    return f"{value * unit + 0.0:,.{digits}f}{mark}"


def _thin(names: tuple[str, ...], low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Return every n-th name, so that they do not run into each other."""
    every = max(1, ceil(len(names) / (2 * most)))
    return [
        (float(at), name) for at, name in enumerate(names) if at % every == 0 and low <= at <= high
    ]
