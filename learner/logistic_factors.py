"""Logistic factors: biases, factors and a diagnosis in the log-odds of a right answer."""

from dataclasses import dataclass

import numpy as np

from learner.cells import Cells, list_cells, require_answers
from learner.errors import ChoiceError
from learner.estimators import Estimator, Fitted
from learner.folding import fold_logistic
from learner.logistic import squash, to_logits
from learner.logistic_objective import Objective, Point
from learner.new_items import NewItems, fit_new_items, judge_new_items
from learner.out_of_fold import fit_out_of_fold, predict_out_of_fold
from learner.responses import Asked, FloatArray, Responses
from learner.streams import Stream

_START = 0.1  # standard deviation of the factors at the start


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
        item_bias: ``(N,)``.
        items: ``(N, p)``, D.
        penalties: of half the squares of biases and of factors.
        folds: of answers.
        seed: of the folds.
        new: c, w and biases of the items that nobody answered, None where there are none.

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
    new: NewItems | None = None

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` P(right answer)."""
        learners = self.fold(seen)
        level, trust, bias = self._describe_items()
        logits = level[asked.item] + bias[asked.item] + learners[asked.learner, 0]
        logits += (learners[asked.learner, 1:] * self.items[asked.item]).sum(axis=1)
        if self.diagnosis is not None:
            judged = to_logits(self.diagnosis.predict(seen, asked))
            logits += trust[asked.item] * judged
        return squash(logits)

    def _describe_items(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return ``(N,)`` c, w and bias of every item."""
        level, trust = (np.full(len(self.items), each) for each in (self.level, self.trust))
        if self.new is None:
            return level, trust, self.item_bias
        level[self.new.items], trust[self.new.items] = self.new.level, self.new.trust
        bias = self.item_bias.copy()
        bias[self.new.items] = self.new.bias
        return level, trust, bias

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
            self._judge_new(seen, found, seed),
        )

    def _judge_new(self, seen: Responses, found: Point, seed: int) -> NewItems | None:
        """Return what is known of items without answers, None where there are none."""
        if seen.answered.any(axis=0).all():
            return None
        if self.diagnosis is None:
            return judge_new_items(seen, float(found.level[0]), 0.0, found.item_bias)
        return fit_new_items(self.diagnosis, seen, self.bias_penalty, self.folds, seed)

    def _descend(self, cells: Cells, judged: FloatArray | None, rng: np.random.Generator) -> Point:
        """Return where the descent ends."""
        objective = Objective(cells, judged, self.factors, self.bias_penalty, self.penalty)
        start = rng.normal(0.0, _START, objective.size)
        start[: start.size - sum(cells.shape) * self.factors] = 0.0
        start[1] = 0.0 if judged is None else 1.0
        return objective.descend(start, self.iterations)


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
            diagnosis,
            bias_penalty=bias_penalty,
            penalty=penalty,
            name=f"logistic factors {bias_penalty:g} {penalty:g} + {diagnosis.name}",
        )
        for bias_penalty, penalty in ((1.0, 6.0), (1.0, 9.0), (1.0, 20.0), (5.0, 20.0))
    )
    return (diagnosis, *alone, *diagnosed)
