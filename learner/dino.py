"""DINO: any one of an item's skills is enough."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina
from learner.dina_estimator import DinaEstimator
from learner.maximisation import Method
from learner.mean_field import MeanField
from learner.responses import Asked, Responses

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dino:
    r"""Deterministic inputs, noisy "or" gate.

    .. math:: P(X_j = 1 \mid \alpha) = (1 - s_j)^{\omega_j} g_j^{1 - \omega_j}, \qquad
              \omega_j = 1 - \prod_k (1 - \alpha_k)^{q_{jk}}

    Who fails for lack of every skill in DINO passes for having every "lack" in DINA: it is DINA of
    the wrong answers, with slip and guess, skills and lacks exchanged: as exact, and by mean field
    where that is.

    Attributes:
        mirror: DINA of the wrong answers; its slip is the guess here, its guess the slip.

    An item without skills passes nobody's gate: its guess is the share of right answers.

    Source:
        Templin and Henson, "Measurement of psychological disorders using cognitive diagnosis
        models", 2006.
    """

    mirror: Dina | MeanField

    @property
    def slip(self) -> FloatArray:
        """``(N,)`` probability of failing despite some skill, in (0, 1)."""
        return self.mirror.guess

    @property
    def guess(self) -> FloatArray:
        """``(N,)`` probability of passing without any, in (0, 1)."""
        return self.mirror.slip

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        return 1.0 - self.mirror.predict(_mirror(seen), asked)

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill)."""
        return 1.0 - self.mirror.mastery(_mirror(seen))


@dataclass(frozen=True, slots=True)
class DinoEstimator:
    """Fits :class:`Dino`; ``method`` as :func:`learner.dina.fit_dina` has it."""

    method: Method = "map"

    @property
    def name(self) -> str:
        """Name in tables."""
        return "DINO"

    def fit(self, seen: Responses, seed: int) -> Dino:
        """Return the fitted model; nothing is drawn."""
        del seed  # nothing is drawn
        return fit_dino(seen, self.method)


def fit_dino(seen: Responses, method: Method = "map") -> Dino:
    """Fit by EM.

    Raises:
        ScoresError: an answer outside [0, 1], or no answer at all.
    """
    return Dino(DinaEstimator(method).fit(_mirror(seen), 0))


def _mirror(seen: Responses) -> Responses:
    """Return the answers with right and wrong exchanged."""
    return Responses(np.where(seen.answered, 1.0 - seen.scores, 0.0), seen.answered, seen.q)
