"""The share of right answers to each item: what every model has to beat."""

from dataclasses import dataclass

import numpy as np

from learner.cells import require_answers
from learner.responses import Asked, FloatArray, Responses


@dataclass(frozen=True, slots=True)
class ItemMean:
    """Every learner has the item's own rate.

    Attributes:
        rate: ``(N,)`` in [0, 1]; of an item that nobody answered that of all answers.
    """

    rate: FloatArray

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:  # noqa: ARG002
        """Return ``(R,)`` the rate of the item asked, whoever is asked."""
        return self.rate[asked.item]


@dataclass(frozen=True, slots=True)
class ItemMeanEstimator:
    """Item rates, drawn towards the rate of all answers by ``strength`` answers of that rate."""

    strength: float = 2.0
    name: str = "item mean"

    def fit(self, seen: Responses, seed: int) -> ItemMean:  # noqa: ARG002
        """Return the rates; the seed changes nothing.

        Raises:
            ScoresError: no answer at all.
        """
        require_answers(seen)
        return ItemMean(rate_items(seen, self.strength))


def rate_items(seen: Responses, strength: float) -> FloatArray:
    """Return ``(N,)`` rates of right answers, drawn towards that of all answers."""
    tries = seen.answered.sum(axis=0)
    overall = float(seen.scores.sum() / max(tries.sum(), 1))
    rates = (seen.scores.sum(axis=0) + strength * overall) / np.maximum(tries + strength, 1e-300)
    return np.where(tries + strength > 0, rates, overall)
