"""Logistic factors: biases, factors and a diagnosis in the log-odds of a right answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from learner.cells import Cells, list_cells, require_answers
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.folding import fold_logistic
from learner.logistic import squash, to_logits
from learner.out_of_fold import fit_out_of_fold, predict_out_of_fold
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream

_minimize: Any = minimize
_START = 0.1  # standard deviation of the factors at the start
_ANCHOR = 1.0  # penalty that holds the diagnosis's weight near 1


@dataclass(frozen=True, slots=True)
class LogisticFactors:
    r"""Log-odds as a sum.

    .. math:: \operatorname{logit} p_{ij} = c + b_i + b_j + U_i \cdot D_j
              + w \operatorname{logit} p^{diag}_{ij}

    Attributes:
        diagnosis: of :math:`p^{diag}`, None without; in what a learner is judged by, each answer
            is diagnosed without itself (its fold of ``folds``).
        level: c.
        trust: w, 0 without a diagnosis.
        item_bias: ``(N,)``; of an item that nobody answered what its text says, or 0.
        items: ``(N, p)``, D.
        penalties: of half the squares of biases and of factors.
        folds: of answers.
        seed: of the folds.

    A learner's bias and factors are those of a logistic regression with the items' fixed.
    """

    diagnosis: Fitted | None
    level: float
    trust: float
    item_bias: FloatArray
    items: FloatArray
    penalties: tuple[float, float]
    folds: int
    seed: int

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        learners = self.fold(seen)
        logits = self.level + self.item_bias[asked.item] + learners[asked.learner, 0]
        logits += (learners[asked.learner, 1:] * self.items[asked.item]).sum(axis=1)
        if self.diagnosis is not None:
            logits += self.trust * to_logits(self.diagnosis.predict(seen, asked))
        return squash(logits)

    def fold(self, seen: Responses) -> FloatArray:
        """Return ``(M, 1 + p)`` biases and factors of learners."""
        cells = list_cells(seen)
        offsets = self.level + self.item_bias[cells.item]
        if self.diagnosis is not None:
            judged = predict_out_of_fold(self.diagnosis, seen, self.folds, self.seed)
            offsets += self.trust * to_logits(judged[cells.learner, cells.item])
        sides = np.hstack((np.ones((len(self.items), 1)), self.items))
        penalty = np.array([self.penalties[0], *[self.penalties[1]] * self.items.shape[1]])
        return fold_logistic(cells, offsets, sides, penalty)


@dataclass(frozen=True, slots=True)
class LogisticFactorsEstimator:
    """How they are fitted: L-BFGS on the log loss with quadratic penalties.

    Attributes:
        diagnosis: None: factors and biases alone.
        factors: p.
        bias_penalty: of half the squares of the biases, above 0.
        penalty: of half the squares of the factors, above 0.
        folds: of answers, each diagnosed by a fit to the others, two or more.
        iterations: most of the descent.
    """

    diagnosis: Estimator | None = None
    factors: int = 10
    bias_penalty: float = 1.0
    penalty: float = 6.0
    folds: int = 5
    iterations: int = 200
    name: str = "logistic factors"

    def __post_init__(self) -> None:
        if min(self.bias_penalty, self.penalty) <= 0 or self.factors < 1 or self.folds < 2:
            raise ChoiceError(f"{self.name}: expected penalties above 0, found {self}")

    def fit(self, seen: Responses, seed: int) -> LogisticFactors:
        """Return the fitted model.

        Raises:
            ScoresError: no answer at all.
        """
        require_answers(seen)
        cells, diagnosis, judged = list_cells(seen), None, None
        if self.diagnosis is not None:
            diagnosis = self.diagnosis.fit(seen, seed)
            table = fit_out_of_fold(self.diagnosis, seen, self.folds, seed)
            judged = to_logits(table[cells.learner, cells.item])
        found = self._descend(cells, judged, np.random.default_rng([seed, Stream.START]))
        return LogisticFactors(
            diagnosis,
            float(found.level[0]),
            float(found.level[1]),
            found.item_bias,
            found.items,
            (self.bias_penalty, self.penalty),
            self.folds,
            seed,
        )

    def _descend(
        self, cells: Cells, judged: FloatArray | None, rng: np.random.Generator
    ) -> "_Point":
        """Return where the descent ends."""
        objective = _Objective(cells, judged, self.factors, self.bias_penalty, self.penalty)
        start = rng.normal(0.0, _START, objective.size)
        start[: start.size - sum(cells.shape) * self.factors] = 0.0
        start[1] = 0.0 if judged is None else 1.0
        options = {"maxiter": self.iterations, "maxcor": 20, "ftol": 1e-6}
        ended = _minimize(objective, start, jac=True, method="L-BFGS-B", options=options)
        return objective.part(np.asarray(ended.x, dtype=np.float64))


def list_logistic_grid(diagnosis: Estimator) -> tuple[Estimator, ...]:
    """Return candidates without and with the diagnosis, and the diagnosis alone to fall back on."""
    alone = tuple(
        LogisticFactorsEstimator(
            None, bias_penalty=0.5, penalty=penalty, name=f"logistic factors {penalty:g}"
        )
        for penalty in (3.0, 4.5, 6.0)
    )
    diagnosed = tuple(
        LogisticFactorsEstimator(
            diagnosis, penalty=penalty, name=f"logistic factors {penalty:g} + {diagnosis.name}"
        )
        for penalty in (6.0, 9.0, 20.0)
    )
    return (diagnosis, *alone, *diagnosed)


@dataclass(frozen=True, slots=True)
class _Point:
    """Views into a vector of all parameters: c and w, biases, factors."""

    level: FloatArray
    bias: FloatArray
    item_bias: FloatArray
    learners: FloatArray
    items: FloatArray


@dataclass(frozen=True, slots=True)
class _Objective:
    """Penalised log loss of a vector of all parameters, and its slope."""

    cells: Cells
    judged: FloatArray | None
    factors: int
    bias_penalty: float
    penalty: float

    @property
    def size(self) -> int:
        return 2 + sum(self.cells.shape) * (1 + self.factors)

    def part(self, vector: FloatArray) -> _Point:
        learners, items = self.cells.shape
        sizes = (2, learners, items, learners * self.factors, items * self.factors)
        level, bias, item_bias, rows, columns = np.split(vector, np.cumsum(sizes)[:-1])
        shape = (-1, self.factors)
        return _Point(level, bias, item_bias, rows.reshape(shape), columns.reshape(shape))

    def __call__(self, vector: FloatArray) -> tuple[float, FloatArray]:
        cells, at = self.cells, self.part(vector)
        logits = at.level[0] + at.bias[cells.learner] + at.item_bias[cells.item]
        logits += (at.learners[cells.learner] * at.items[cells.item]).sum(axis=1)
        if self.judged is not None:
            logits += at.level[1] * self.judged
        error = squash(logits) - cells.score
        loss = float((np.logaddexp(0.0, logits) - cells.score * logits).sum())
        return loss + self._penalise(at), np.concatenate(list(self._slope(at, error)))

    def _penalise(self, at: _Point) -> float:
        biases = float(at.bias @ at.bias + at.item_bias @ at.item_bias)
        factors = float((at.learners**2).sum() + (at.items**2).sum())
        anchor = _ANCHOR * float(at.level[1] - 1.0) ** 2 if self.judged is not None else 0.0
        return 0.5 * (self.bias_penalty * biases + self.penalty * factors + anchor)

    def _slope(self, at: _Point, error: FloatArray) -> Iterator[FloatArray]:
        table = self.cells.spread(error)
        trust = 0.0
        if self.judged is not None:
            trust = float(error @ self.judged) + _ANCHOR * float(at.level[1] - 1.0)
        yield np.array([error.sum(), trust])
        yield np.asarray(table.sum(axis=1)).ravel() + self.bias_penalty * at.bias
        yield np.asarray(table.sum(axis=0)).ravel() + self.bias_penalty * at.item_bias
        yield (table @ at.items + self.penalty * at.learners).ravel()
        yield (table.T @ at.learners + self.penalty * at.items).ravel()
