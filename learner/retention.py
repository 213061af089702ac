"""How much of what was learnt can still be retrieved, and until when."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.errors import RetentionError

FloatArray = NDArray[np.float64]
Curve = Literal["power", "exp"]

REVIEW = 0.7


@dataclass(frozen=True, slots=True)
class Forgetting:
    r"""How fast skills are forgotten.

    .. math:: \rho = (1 + \Delta / \tau)^{-\delta / (1 + \gamma n)} \quad\text{or}\quad
              \rho = e^{-\Delta / (\tau (1 + \gamma n))}

    Attributes:
        tau: days, above 0.
        delta: how fast a skill is forgotten, 0 or more; 0: never. ``exp`` does not use it.
        gamma: how much each success slows forgetting, 0 or more.
        curve: ``power`` follows Ebbinghaus's own figures twenty times as closely as ``exp``.

    Raises:
        RetentionError: a constant out of its range.
    """

    tau: float = 1.0
    delta: float = 0.0
    gamma: float = 0.3
    curve: Curve = "power"

    def __post_init__(self) -> None:
        """Refuse constants out of their range."""
        tau, delta, gamma = self.tau, self.delta, self.gamma
        if not (0.0 < tau < np.inf and 0.0 <= delta < np.inf and 0.0 <= gamma < np.inf):
            raise RetentionError(
                "retention: expected tau above 0, delta and gamma of 0 or more, "
                f"found {tau}, {delta} and {gamma}"
            )

    def retain(self, days: ArrayLike, successes: ArrayLike) -> FloatArray:
        r"""Return how much of a skill is retained, in [0, 1].

        Args:
            days: :math:`\Delta`, since the skill was practised last. NaN (never practised, or
                nobody knows when) and what lies in the future retain everything.
            successes: *n*, earlier right answers, 0 or more, partial ones as fractions.
        """
        passed = np.maximum(np.nan_to_num(np.asarray(days, dtype=np.float64), nan=0.0), 0.0)
        firmness = 1.0 + self.gamma * np.asarray(successes, dtype=np.float64)
        passed = passed / self.tau
        pull = passed if self.curve == "exp" else self.delta * np.log1p(passed)
        return np.asarray(np.exp(-pull / firmness))

    def wait(self, successes: ArrayLike, threshold: float = REVIEW) -> FloatArray:
        """Return days from the last practice until no more is retained than that; inf: never.

        Raises:
            RetentionError: a threshold outside (0, 1].
        """
        if not 0.0 < threshold <= 1.0:
            raise RetentionError(f"threshold: expected it in (0, 1], found {threshold}")
        room = -np.log(threshold) * (1.0 + self.gamma * np.asarray(successes, dtype=np.float64))
        if self.curve == "exp":
            return np.asarray(self.tau * room)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            days = self.tau * np.expm1(room / self.delta)
        return np.asarray(np.where(self.delta > 0.0, days, np.inf))


NEVER = Forgetting()
