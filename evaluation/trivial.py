"""What a figure is worth that a model without any knowledge reaches too."""

from dataclasses import dataclass

import numpy as np

from learner.responses import Asked, FloatArray, Responses

_STREAM = 6005


@dataclass(frozen=True, slots=True)
class Everything:
    """Every answer is predicted right, so that everything is recommended; its own estimator."""

    name: str = "everything"

    def fit(self, seen: Responses, seed: int) -> "Everything":  # noqa: ARG002
        """Return itself."""
        return self

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:  # noqa: ARG002
        """Return ones."""
        return np.ones(len(asked.item))


@dataclass(frozen=True, slots=True)
class Chance:
    """Chances drawn evenly from [0, 1); its own estimator."""

    name: str = "random"
    seed: int = 0

    def fit(self, seen: Responses, seed: int) -> "Chance":  # noqa: ARG002
        """Return itself with the seed to draw from."""
        return Chance(self.name, seed)

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:  # noqa: ARG002
        """Return the draws, the same each time."""
        return np.random.default_rng([self.seed, _STREAM]).random(len(asked.item))


TRIVIAL = (Everything(), Chance())
