"""How much of what was learnt can still be retrieved, and until when."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.errors import RetentionError

FloatArray = NDArray[np.float64]
Curve = Literal["power", "exp"]


def retain(
    days: ArrayLike,
    successes: ArrayLike,
    *,
    tau: float = 1.0,
    delta: float,
    gamma: float,
    curve: Curve = "power",
) -> FloatArray:
    r"""Return how much of a skill is retained, in [0, 1].

    .. math:: \rho = (1 + \Delta / \tau)^{-\delta / (1 + \gamma n)} \quad\text{or}\quad
              \rho = e^{-\Delta / (\tau (1 + \gamma n))}

    Args:
        days: :math:`\Delta`, since the skill was practised last. NaN (never practised, or nobody
            knows when) and what lies in the future retain everything.
        successes: :math:`n`, earlier right answers, 0 or more, partial ones as fractions.
        tau: days, above 0.
        delta: how fast a skill is forgotten, 0 or more; 0: never. ``exp`` does not use it.
        gamma: how much each success slows forgetting, 0 or more.
        curve: ``power`` follows Ebbinghaus's own figures twenty times as closely as ``exp``.

    Raises:
        RetentionError: a constant out of its range.
    """
    _check(tau, delta, gamma)
    passed = np.maximum(np.nan_to_num(np.asarray(days, dtype=np.float64), nan=0.0), 0.0) / tau
    firmness = 1.0 + gamma * np.asarray(successes, dtype=np.float64)
    pull = passed / firmness if curve == "exp" else delta * np.log1p(passed) / firmness
    return np.asarray(np.exp(-pull))


def days_until(
    successes: ArrayLike,
    threshold: float = 0.7,
    *,
    tau: float = 1.0,
    delta: float,
    gamma: float,
    curve: Curve = "power",
) -> FloatArray:
    """Return days from the last practice until ``retain`` falls to the threshold; inf if never.

    Raises:
        RetentionError: a constant out of its range, or a threshold outside (0, 1].
    """
    _check(tau, delta, gamma)
    if not 0.0 < threshold <= 1.0:
        raise RetentionError(f"threshold: expected it in (0, 1], found {threshold}")
    room = -np.log(threshold) * (1.0 + gamma * np.asarray(successes, dtype=np.float64))
    if curve == "exp":
        return np.asarray(tau * room)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        days = tau * np.expm1(room / delta)
    return np.asarray(np.where(delta > 0.0, days, np.inf))


def _check(tau: float, delta: float, gamma: float) -> None:
    if not (0.0 < tau < np.inf and 0.0 <= delta < np.inf and 0.0 <= gamma < np.inf):
        raise RetentionError(
            "retention: expected tau above 0, delta and gamma of 0 or more, "
            f"found {tau}, {delta} and {gamma}"
        )
