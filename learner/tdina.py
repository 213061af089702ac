"""TDINA as the paper words it: earlier answers to the same question, forgotten exponentially."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina
from learner.dina_estimator import DinaEstimator
from learner.errors import RetentionError
from learner.mean_field import MeanField
from learner.practice import PASS, find_earlier, has_times, list_attempts
from learner.responses import Asked, Attempts, Responses

FloatArray = NDArray[np.float64]

FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class TDina:
    r"""DINA whose chance of a right answer is scaled by a factor of time.

    .. math:: T_{ij}(t) = \frac{1}{|B|} \sum_{b \in B} \beta_b \lambda e^{-a (t - t_b)}, \qquad
              P = \operatorname{clip}\bigl(T_{ij}(t)\, g^{1 - \eta} (1 - s)^\eta\bigr)

    *B* are the learner's strictly earlier attempts at the same question, :math:`\beta_b` whether
    attempt *b* was right (a score of .6 or more); T is 1 where there are none. The paper's
    equations are lost; this is the simplest form with its symbols. It is a baseline: after wrong
    answers alone it says "never", and it scales guessing too (``docs/diagnosis-models.md``).
    Slip, guess and skills are DINA's of the last answers: under T no step of EM is closed.

    Attributes:
        dina: fitted to the last answers.
        strength: :math:`\lambda`, in [0, 1].
        decay: :math:`a`, a day.

    Source:
        Zhou, "A personalized learning resource recommendation ... TDINA", 2022, in our
        reconstruction.
    """

    dina: Dina | MeanField
    strength: float
    decay: float

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer), in [1e-4, 1 - 1e-4] where a time is known."""
        if not has_times(seen):
            return self.dina.predict(seen, asked)
        return self.foresee(seen, asked, list_attempts(seen))

    def foresee(self, seen: Responses, asked: Asked, practice: Attempts) -> FloatArray:
        """Return ``(R,)`` P(right answer): skills judged by ``seen``, T by ``practice``.

        ``practice`` may know of attempts after ``seen``: only those before the day asked count.
        """
        factor = weigh_time(practice, asked, self.strength, self.decay)
        chance = factor * self.dina.predict(seen, asked)
        return np.asarray(np.clip(chance, FLOOR, 1.0 - FLOOR))

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill), which time does not change."""
        return self.dina.mastery(seen)


@dataclass(frozen=True, slots=True)
class TDinaEstimator:
    """Fits :class:`TDina` under given constants."""

    strength: float = 1.0
    decay: float = 0.02

    @property
    def name(self) -> str:
        """Name in tables."""
        return "TDINA (paper)"

    def fit(self, seen: Responses, seed: int) -> TDina:
        """Return the fitted model."""
        del seed  # nothing is drawn
        return fit_tdina(seen, self.strength, self.decay)


def fit_tdina(seen: Responses, strength: float = 1.0, decay: float = 0.02) -> TDina:
    """Fit DINA to the last answers; the factor of time is given.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
        RetentionError: a strength outside [0, 1], or a decay below 0.
    """
    if not (0.0 <= strength <= 1.0 and 0.0 <= decay < np.inf):
        raise RetentionError(
            "TDINA: expected a strength in [0, 1] and a decay of 0 or more, "
            f"found {strength} and {decay}"
        )
    return TDina(DinaEstimator().fit(seen, 0), strength, decay)


def weigh_time(attempts: Attempts, asked: Asked, strength: float, decay: float) -> FloatArray:
    """Return ``(R,)`` T, in [0, ``strength``], or 1 without an earlier attempt in time."""
    told = np.flatnonzero(~np.isnan(attempts.day))
    learner, item = attempts.learner[told], attempts.item[told]
    items = int(max(item.max(initial=0), asked.item.max(initial=0))) + 1
    spans = find_earlier(
        learner * items + item,
        attempts.day[told],
        asked.learner * items + asked.item,
        asked.day,
    )
    count = spans.end - spans.first
    row = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + spans.first[row]
    before = told[spans.order[place]]
    gone = asked.day[row] - attempts.day[before]
    worth = strength * (attempts.score[before] >= PASS) * np.exp(-decay * gone)
    total = np.bincount(row, worth, len(count))
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), 1.0))
