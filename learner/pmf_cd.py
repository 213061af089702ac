"""PMF-CD: probabilistic matrix factorisation about a diagnosis."""

from dataclasses import dataclass, field

import numpy as np

from learner.adam import Adam
from learner.cells import Cells, list_cells, require_answers
from learner.dina_estimator import DinaEstimator
from learner.errors import ChoiceError
from learner.estimators import Diagnoser, Estimator
from learner.out_of_fold import fit_diagnoser
from learner.responses import Asked, BoolArray, FloatArray, Responses
from learner.streams import Stream

_START = 0.1  # standard deviation of the factors at the start
_EDGE = 1e-12  # a mastery inside the logarithm


@dataclass(frozen=True, slots=True)
class PmfCd:
    r"""Scores as biases, the level of a learner in an item's skills, and factors.

    .. math:: \hat r_{ij} = \mu + (1 - \rho) b_i + \rho (L_{ij} - \bar L) + b_j + U_i \cdot V_j

    Attributes:
        diagnosis: what judges the skills that :math:`L` is the geometric mean of.
        mean: :math:`\mu`, the mean score.
        level: :math:`\bar L`, the mean level over the answers of the fit.
        share: :math:`\rho` in [0, 1].
        item_bias: ``(N,)``.
        items: ``(N, p)``, :math:`V`.
        penalty: per answer, of a learner's bias and factors.

    A learner's bias and factors are those of least squares with that penalty, the items' fixed;
    without answers both are 0. Predictions are clipped to [0, 1].

    Source:
        Zhu et al., Chinese Journal of Computers 40(1), 2017, 176-191, by its abstract: the form of
        the level is a reconstruction.
    """

    diagnosis: Diagnoser
    mean: float
    level: float
    share: float
    item_bias: FloatArray
    items: FloatArray
    penalty: float

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` predicted scores."""
        levels = measure_levels(self.diagnosis.mastery(seen), seen.q)
        base = self.mean + self.share * (levels - self.level) + self.item_bias
        cells = list_cells(seen)
        bias, factors = self._fold(cells, cells.score - base[cells.learner, cells.item])
        found = base[asked.learner, asked.item] + (1 - self.share) * bias[asked.learner]
        found += (factors[asked.learner] * self.items[asked.item]).sum(axis=1)
        return np.clip(found, 0.0, 1.0)

    def mastery(self, seen: Responses) -> FloatArray:
        """Return ``(M, K)`` P(skill) of the diagnosis."""
        return self.diagnosis.mastery(seen)

    def _fold(self, cells: Cells, rests: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return ``(M,)`` biases and ``(M, p)`` factors of least squares, items fixed."""
        ones = np.full((len(self.items), 1), 1 - self.share)
        sides = np.hstack((ones, self.items))
        width = sides.shape[1]
        pairs = (sides[:, :, None] * sides[:, None, :]).reshape(len(sides), -1)
        told = cells.spread(np.ones(len(rests)))
        counts = np.bincount(cells.learner, minlength=cells.shape[0])
        left = (told @ pairs).reshape(-1, width, width)
        left += (self.penalty * np.maximum(counts, 1) + 1e-9)[:, None, None] * np.eye(width)
        found = np.linalg.solve(left, (cells.spread(rests) @ sides)[:, :, None])[:, :, 0]
        return found[:, 0], found[:, 1:]


@dataclass(frozen=True, slots=True)
class PmfCdEstimator:
    """How it is fitted: full-batch Adam on squares with a penalty per answer.

    Attributes:
        share: of the level against the learner's bias, in [0, 1].
        penalty: per answer, on biases and factors.
        epochs: steps.
        factors: p.
        rate: of Adam.
        diagnosis: of skills.
    """

    share: float = 0.5
    penalty: float = 0.02
    epochs: int = 160
    factors: int = 10
    rate: float = 0.02
    diagnosis: Estimator = field(default_factory=DinaEstimator)
    name: str = "PMF-CD"

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1 or self.penalty < 0 or self.factors < 1 or self.epochs < 0:
            raise ChoiceError(f"{self.name}: expected a share in [0, 1], no negative, found {self}")

    def fit(self, seen: Responses, seed: int) -> PmfCd:
        """Return the fitted model.

        Raises:
            ScoresError: no answer at all.
        """
        require_answers(seen)
        diagnosis = fit_diagnoser(self.diagnosis, seen, seed)
        cells = list_cells(seen)
        levels = measure_levels(diagnosis.mastery(seen), seen.q)[cells.learner, cells.item]
        mean, level = float(cells.score.mean()), float(levels.mean())
        rests = cells.score - mean - self.share * (levels - level)
        item_bias, items = self._descend(cells, rests, np.random.default_rng([seed, Stream.START]))
        return PmfCd(diagnosis, mean, level, self.share, item_bias, items, self.penalty)

    def _descend(
        self, cells: Cells, rests: FloatArray, rng: np.random.Generator
    ) -> tuple[FloatArray, FloatArray]:
        """Return item biases and item factors."""
        rows, columns = cells.shape
        bias, item_bias = np.zeros((rows, 1)), np.zeros((columns, 1))
        learners, items = (rng.normal(0, _START, (size, self.factors)) for size in (rows, columns))
        tries = np.bincount(cells.learner, minlength=rows)[:, None] * self.penalty
        times = np.bincount(cells.item, minlength=columns)[:, None] * self.penalty
        adam = Adam(self.rate)
        for _ in range(self.epochs):
            found = (learners[cells.learner] * items[cells.item]).sum(axis=1)
            found += (1 - self.share) * bias[cells.learner, 0] + item_bias[cells.item, 0]
            error = cells.spread(found - rests)
            slopes = (
                (1 - self.share) * error.sum(axis=1).reshape(-1, 1) + tries * bias,
                error.sum(axis=0).reshape(-1, 1) + times * item_bias,
                error @ items + tries * learners,
                error.T @ learners + times * items,
            )
            adam.step((bias, item_bias, learners, items), [np.asarray(each) for each in slopes])
        return item_bias[:, 0], items


def list_pmf_cd_grid() -> tuple[PmfCdEstimator, ...]:
    """Return what the tuned version is chosen from."""
    return tuple(
        PmfCdEstimator(share, penalty, epochs, name=f"PMF-CD {share:g} {penalty:g} {epochs}")
        for share in (0.0, 0.5, 1.0)
        for penalty in (0.02, 0.1, 0.4)
        for epochs in (40, 160)
    )


def measure_levels(mastery: FloatArray, q: BoolArray) -> FloatArray:
    """Return ``(M, N)`` geometric mean of the mastery of an item's skills; 1 without skills."""
    needs = q.astype(np.float64)
    sums = np.log(np.maximum(mastery, _EDGE)) @ needs.T
    return np.asarray(np.exp(sums / np.maximum(needs.sum(axis=1), 1.0)), dtype=np.float64)
