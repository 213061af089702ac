"""How fast what was learnt is forgotten: constants chosen by answers held out in time. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.retention import days_until, retain

FloatArray = NDArray[np.float64]

DELTAS = (0.2, 0.4, 0.6, 0.8)
GAMMAS = (0.1, 0.3, 1.0)
REVIEW = 0.7
LEAST = 50  # answers held out; fewer say nothing of forgetting
_EDGE = 1e-6
_SURE = 2.0


@dataclass(frozen=True, slots=True)
class Forgetting:
    r"""The constants of :func:`learner.retention.retain`; ``delta`` 0: nothing is forgotten."""

    tau: float = 1.0
    delta: float = 0.0
    gamma: float = 0.0

    def retain(self, days: FloatArray, successes: FloatArray) -> FloatArray:
        """Return what is retained so many days after the last practice, in [0, 1]."""
        return retain(days, successes, tau=self.tau, delta=self.delta, gamma=self.gamma)

    def days_until_review(self, successes: FloatArray) -> FloatArray:
        """Return days from the last practice until no more than 0.7 is retained; inf: never."""
        return days_until(successes, REVIEW, tau=self.tau, delta=self.delta, gamma=self.gamma)


NEVER = Forgetting()


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Answers that a model fitted to earlier ones has not seen.

    Shapes:
        ``R`` answers, ``K`` skills.

    Attributes:
        score: ``(R,)`` in [0, 1].
        able: ``(R,)`` P(every skill of the item), as the earlier answers tell it.
        slip: ``(R,)`` of the item, and ``guess``.
        days: ``(R, K)`` since each skill of the item was practised; NaN: not needed, or unknown.
        successes: ``(R, K)`` earlier right answers that needed the skill.
    """

    score: FloatArray
    able: FloatArray
    slip: FloatArray
    guess: FloatArray
    days: FloatArray
    successes: FloatArray


def choose_forgetting(parts: Sequence[HeldOut]) -> Forgetting:
    """Return the constants of the grid under which the answers held out are likeliest.

    Nothing is forgotten unless forgetting is better by more than two standard errors of the
    difference, so that chance alone, which may choose among all constants, makes nobody forget.
    """
    if sum(len(part.score) for part in parts) < LEAST:
        return NEVER
    grid = [Forgetting(1.0, delta, gamma) for delta in DELTAS for gamma in GAMMAS]
    base = _weigh(parts, NEVER)
    gains = [_weigh(parts, each) - base for each in grid]
    best = int(np.argmax([gain.sum() for gain in gains]))
    spread = float(gains[best].std()) * np.sqrt(len(base))
    return grid[best] if gains[best].sum() > _SURE * spread else NEVER


def _weigh(parts: Sequence[HeldOut], constants: Forgetting) -> FloatArray:
    """Return the log-likelihood of each answer."""
    return np.concatenate([_weigh_part(part, constants) for part in parts])


def _weigh_part(part: HeldOut, constants: Forgetting) -> FloatArray:
    kept = constants.retain(part.days, part.successes).prod(axis=1)
    chance = part.guess + (1.0 - part.slip - part.guess) * part.able * kept
    chance = np.clip(chance, _EDGE, 1.0 - _EDGE)
    told: FloatArray = part.score * np.log(chance) + (1.0 - part.score) * np.log1p(-chance)
    return told
