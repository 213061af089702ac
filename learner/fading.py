"""One speed of forgetting for all skills, chosen by answers held out in time. Pure.

:mod:`learner.forgetting` chooses for one Q matrix; here all blocks of a map have it in common.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.forgetting import DELTAS, GAMMAS
from learner.retention import days_until, retain
from learner.retrieval import Forgetting

FloatArray = NDArray[np.float64]

REVIEW = 0.7
LEAST = 50  # answers held out; fewer say nothing of forgetting
NEVER = Forgetting()
_EDGE = 1e-6
_SURE = 2.0


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


def keep(constants: Forgetting, days: FloatArray, successes: FloatArray) -> FloatArray:
    """Return what is retained so many days after the last practice, in [0, 1]."""
    it = constants
    return retain(days, successes, tau=it.tau, delta=it.delta, gamma=it.gamma, curve=it.curve)


def wait_for_review(constants: Forgetting, successes: FloatArray) -> FloatArray:
    """Return days from the last practice until no more than 0.7 is retained; inf: never."""
    it = constants
    return days_until(successes, REVIEW, tau=it.tau, delta=it.delta, gamma=it.gamma, curve=it.curve)


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
    kept = keep(constants, part.days, part.successes).prod(axis=1)
    chance = part.guess + (1.0 - part.slip - part.guess) * part.able * kept
    chance = np.clip(chance, _EDGE, 1.0 - _EDGE)
    told: FloatArray = part.score * np.log(chance) + (1.0 - part.score) * np.log1p(-chance)
    return told
