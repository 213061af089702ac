"""The log loss of biases, factors and a diagnosis, its slope and its descent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from learner.cells import Cells
from learner.logistic import squash
from learner.responses import FloatArray

ANCHOR = 1.0
"""Penalty that holds the diagnosis's weight near 1."""

_minimize: Any = minimize


@dataclass(frozen=True, slots=True)
class Point:
    """Views into a vector of all parameters: c and w, biases, factors."""

    level: FloatArray
    bias: FloatArray
    item_bias: FloatArray
    learners: FloatArray
    items: FloatArray


@dataclass(frozen=True, slots=True)
class Objective:
    """Penalised log loss of a vector of all parameters, and its slope.

    Attributes:
        cells: answers.
        judged: ``(R,)`` log-odds of a diagnosis; None: w is 0 and stays it.
        factors: p, 0 for biases alone.
        bias_penalty: of half the squares of the biases.
        penalty: of half the squares of the factors.
    """

    cells: Cells
    judged: FloatArray | None
    factors: int
    bias_penalty: float
    penalty: float

    @property
    def size(self) -> int:
        """Return how many parameters there are."""
        return 2 + sum(self.cells.shape) * (1 + self.factors)

    def part(self, vector: FloatArray) -> Point:
        """Return views into a vector of all parameters."""
        learners, items = self.cells.shape
        sizes = (2, learners, items, learners * self.factors, items * self.factors)
        level, bias, item_bias, rows, columns = np.split(vector, np.cumsum(sizes)[:-1])
        return Point(
            level,
            bias,
            item_bias,
            rows.reshape(learners, self.factors),
            columns.reshape(items, self.factors),
        )

    def descend(self, start: FloatArray, iterations: int) -> Point:
        """Return where L-BFGS ends."""
        options = {"maxiter": iterations, "maxcor": 20, "ftol": 1e-6}
        ended = _minimize(self, start, jac=True, method="L-BFGS-B", options=options)
        return self.part(np.asarray(ended.x, dtype=np.float64))

    def __call__(self, vector: FloatArray) -> tuple[float, FloatArray]:
        """Return the penalised loss and its slope."""
        cells, at = self.cells, self.part(vector)
        logits = at.level[0] + at.bias[cells.learner] + at.item_bias[cells.item]
        logits += (at.learners[cells.learner] * at.items[cells.item]).sum(axis=1)
        if self.judged is not None:
            logits += at.level[1] * self.judged
        error = squash(logits) - cells.score
        loss = float((np.logaddexp(0.0, logits) - cells.score * logits).sum())
        return loss + self._penalise(at), np.concatenate(list(self._slope(at, error)))

    def _penalise(self, at: Point) -> float:
        biases = float(at.bias @ at.bias + at.item_bias @ at.item_bias)
        factors = float((at.learners**2).sum() + (at.items**2).sum())
        anchor = ANCHOR * float(at.level[1] - 1.0) ** 2 if self.judged is not None else 0.0
        return 0.5 * (self.bias_penalty * biases + self.penalty * factors + anchor)

    def _slope(self, at: Point, error: FloatArray) -> Iterator[FloatArray]:
        table = self.cells.spread(error)
        trust = 0.0
        if self.judged is not None:
            trust = float(error @ self.judged) + ANCHOR * float(at.level[1] - 1.0)
        yield np.array([error.sum(), trust])
        yield np.asarray(table.sum(axis=1)).ravel() + self.bias_penalty * at.bias
        yield np.asarray(table.sum(axis=0)).ravel() + self.bias_penalty * at.item_bias
        yield (table @ at.items + self.penalty * at.learners).ravel()
        yield (table.T @ at.learners + self.penalty * at.items).ravel()
