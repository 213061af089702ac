"""Fixed-point iteration made faster by extrapolation, with an objective that never falls."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop: a plain step that gains no more than the larger tolerance, or the limit.

    Attributes:
        relative: tolerated gain as a share of the objective's size.
        absolute: tolerated gain in the objective's own unit.
        iterations: most steps, extrapolated ones included, at least 1.
    """

    relative: float = 1e-6
    absolute: float = 0.0
    iterations: int = 500

    def accepts(self, gain: float, objective: float) -> bool:
        """Whether so small a gain ends the climb."""
        return gain <= max(self.absolute, self.relative * abs(objective))


PRODUCT_STOP = Stop()


@dataclass(frozen=True, slots=True)
class Climb:
    """Where the iteration ended.

    Attributes:
        point: ``(D,)`` the last point kept.
        trace: the objective at each point kept, never falling; the last one is ``point``'s.
        iterations: calls of the step.
        converged: false if the limit of iterations ended it.
    """

    point: FloatArray
    trace: tuple[float, ...]
    iterations: int
    converged: bool


def climb(
    step: Callable[[FloatArray], tuple[FloatArray, float]],
    fold: Callable[[FloatArray], FloatArray],
    start: FloatArray,
    stop: Stop,
) -> Climb:
    r"""Repeat ``step`` until it gains nothing, jumping ahead after every second one.

    From :math:`r = x_1 - x_0` and :math:`v = (x_2 - x_1) - r` the jump lands on
    :math:`x_0 - 2 a r + a^2 v` with :math:`a = -\|r\| / \|v\|`, where :math:`a = -1` is
    :math:`x_2` itself. It is kept if its objective is no lower than that of :math:`x_1`;
    otherwise the iteration goes on from :math:`x_2` as if nothing had been tried.

    Args:
        step: from a point to the next one, and the objective **of the point given**; it must not
            lower the objective.
        fold: from any vector to the point that it stands for.
        start: ``(D,)`` a point.
        stop: when to stop.

    Source:
        Varadhan and Roland, "Simple and globally convergent methods for accelerating the
        convergence of any EM algorithm", 2008 (scheme S3).
    """
    point, (first, objective) = start, step(start)
    trace, calls = [objective], 1
    while calls < stop.iterations:
        second, reached = step(first)
        gain, calls = reached - objective, calls + 1
        origin, point, objective = point, first, reached
        trace.append(reached)
        if stop.accepts(gain, reached):
            return Climb(point, tuple(trace), calls, converged=True)
        if calls < stop.iterations:
            landing = fold(_jump(origin, first, second))
            after, there = step(landing)
            first, calls = second, calls + 1
            if there >= objective:
                point, first, objective = landing, after, there
                trace.append(there)
    return Climb(point, tuple(trace), calls, converged=False)


def _jump(start: FloatArray, first: FloatArray, second: FloatArray) -> FloatArray:
    """Return where the jump lands; ``second`` if it is no longer than the two plain steps."""
    change = first - start
    bend = second - first - change
    length, turn = float(change @ change), float(bend @ bend)
    if turn == 0.0 or length <= turn:
        return second
    reach = (length / turn) ** 0.5
    landing: FloatArray = start + 2.0 * reach * change + reach * reach * bend
    return landing
