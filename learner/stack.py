"""Several models weighed together, by how each predicts answers that it was not fitted to."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from learner.cells import require_answers
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.logistic import squash, to_logits
from learner.out_of_fold import fit_out_of_fold
from learner.responses import Asked, Responses

FloatArray = NDArray[np.float64]
_minimize: Any = optimize.minimize  # scipy tells no types


@dataclass(frozen=True, slots=True)
class Stack:
    r"""A weighted mean of models on the logistic scale: :math:`\sigma(b + \sum_p w_p \ell_p)`.

    Attributes:
        models: the parts, fitted to all answers.
        weights: ``(P,)``, 0 or more; a part of no use has about 0.
        bias: of the log-odds.
    """

    models: tuple[Fitted, ...]
    weights: FloatArray
    bias: float

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        parts = [to_logits(model.predict(seen, asked)) for model in self.models]
        return squash(np.asarray(self.bias + self.weights @ np.array(parts)))


@dataclass(frozen=True, slots=True)
class StackEstimator:
    """Fits :class:`Stack`: its weights on predictions out of fold, then each part on everything.

    Attributes:
        parts: two or more, of different names.
        folds: of the answers; each part is fitted this often, and once more.
        penalty: of half the squared distances of the weights from equal ones that sum to 1.
        name: in tables.
    """

    parts: tuple[Estimator, ...]
    folds: int = 5
    penalty: float = 10.0
    name: str = "stack"

    def __post_init__(self) -> None:
        names = [part.name for part in self.parts]
        if len(set(names)) < max(len(names), 2):
            raise ChoiceError(f"{self.name}: expected parts of different names, found {names}")

    def fit(self, seen: Responses, seed: int) -> Stack:
        """Return the weighed parts.

        Raises:
            ScoresError: no answer at all, or one outside [0, 1].
        """
        require_answers(seen)
        apart = [fit_out_of_fold(part, seen, self.folds, seed) for part in self.parts]
        told = np.array([to_logits(found[seen.answered]) for found in apart])
        found = _weigh(told, seen.scores[seen.answered], self.penalty)
        models = tuple(part.fit(seen, seed) for part in self.parts)
        return Stack(models, found[1:], float(found[0]))


def _weigh(logits: FloatArray, scores: FloatArray, penalty: float) -> FloatArray:
    """Return bias and ``(P,)`` weights of the least log loss on ``(P, R)`` log-odds."""
    count = len(logits)
    center = np.concatenate(([0.0], np.full(count, 1.0 / count)))
    table = np.vstack((np.ones(logits.shape[1]), logits))

    def lose(point: FloatArray) -> tuple[float, FloatArray]:
        pull, off = point @ table, point - center
        loss = (np.logaddexp(0.0, pull) - scores * pull).sum() + 0.5 * penalty * (off @ off)
        return float(loss), table @ (squash(pull) - scores) + penalty * off

    bounds = [(None, None), *[(0.0, None)] * count]
    found = _minimize(lose, center, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x, dtype=np.float64)
