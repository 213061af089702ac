"""User-based collaborative filtering: what learners with like answers did."""

from dataclasses import dataclass

import numpy as np

from learner.cells import require_answers
from learner.item_mean import rate_items
from learner.responses import Asked, BoolArray, FloatArray, IntArray, Responses


@dataclass(frozen=True, slots=True)
class Neighbours:
    r"""Answers of neighbours, each as a difference from the neighbour's mean.

    .. math:: \hat r_{uj} = \mu_u + \frac{\sum_v s_{uv} (r_{vj} - \mu_v)}{\sum_v |s_{uv}|}

    The sum is over the ``nearest`` learners v of the fit who answered j and whose similarity
    :math:`s_{uv}` is positive: Pearson's correlation over the items that both answered, about
    each one's mean of all answers, times :math:`n / (n + \beta)` for n such items.

    Attributes:
        scores: ``(M, N)`` answers of the fit, 0 where nobody answered.
        answered: ``(M, N)``.
        rate: ``(N,)`` item rates, for learners without answers.
        nearest: most neighbours.
        shrinkage: :math:`\beta`, 0 or more.

    Without neighbours the learner's mean is predicted, without answers of the learner the item's
    rate. Predictions are clipped to [0, 1].

    Source:
        Resnick et al., "GroupLens: an open architecture for collaborative filtering of netnews",
        1994.
    """

    scores: FloatArray
    answered: BoolArray
    rate: FloatArray
    nearest: int
    shrinkage: float

    def predict(self, seen: Responses, asked: Asked) -> FloatArray:
        """Return ``(R,)`` predictions; a learner of the fit is no neighbour in what is asked."""
        alike = self.compare(seen)
        means, centred = _centre(seen)[0], _centre_table(self.scores, self.answered)[1]
        found = np.empty(len(asked.item))
        for item in np.unique(asked.item):
            here = np.flatnonzero(asked.item == item)
            raters = np.flatnonzero(self.answered[:, item])
            weights = _keep_largest(alike[asked.learner[here]][:, raters], self.nearest)
            total = weights.sum(axis=1)
            offset = weights @ centred[raters, item] / np.where(total > 0, total, 1.0)
            found[here] = means[asked.learner[here]] + offset
        known = seen.answered.sum(axis=1)[asked.learner] > 0
        return np.clip(np.where(known, found, self.rate[asked.item]), 0.0, 1.0)

    def compare(self, seen: Responses) -> FloatArray:
        """Return ``(A, M)`` similarities of the learners of ``seen`` to those of the fit."""
        ours, theirs = _centre(seen)[1], _centre_table(self.scores, self.answered)[1]
        told, known = seen.answered.astype(np.float64), self.answered.astype(np.float64)
        lengths = np.sqrt((ours**2 @ known.T) * (told @ theirs.T**2))
        common = told @ known.T
        correlation = np.divide(
            ours @ theirs.T, lengths, out=np.zeros_like(lengths), where=lengths > 1e-12
        )
        trust = np.divide(common, common + self.shrinkage, out=common, where=common > 0)
        return np.asarray(correlation * trust, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class NeighboursEstimator:
    """Neighbours of a cosine about means, the ``nearest`` of them, shrunk by ``shrinkage``."""

    nearest: int = 30
    shrinkage: float = 5.0
    name: str = "user-CF"

    def fit(self, seen: Responses, seed: int) -> Neighbours:  # noqa: ARG002
        """Return the answers as they are; the seed changes nothing.

        Raises:
            ScoresError: no answer at all.
        """
        require_answers(seen)
        rates = rate_items(seen, 2.0)
        return Neighbours(seen.scores, seen.answered, rates, self.nearest, self.shrinkage)


def list_neighbours_grid() -> tuple[NeighboursEstimator, ...]:
    """Return what the tuned version is chosen from."""
    return tuple(
        NeighboursEstimator(nearest, shrinkage, f"user-CF {nearest} {shrinkage:g}")
        for nearest in (10, 30, 100, 300)
        for shrinkage in (1.0, 5.0, 20.0)
    )


def _centre(seen: Responses) -> tuple[FloatArray, FloatArray]:
    return _centre_table(seen.scores, seen.answered)


def _centre_table(scores: FloatArray, answered: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return ``(M,)`` means and ``(M, N)`` differences from them, 0 where nobody answered."""
    counts: IntArray = answered.sum(axis=1)
    means = scores.sum(axis=1) / np.maximum(counts, 1)
    return means, np.where(answered, scores - means[:, None], 0.0)


def _keep_largest(weights: FloatArray, count: int) -> FloatArray:
    """Return the weights with 0 for all but the ``count`` largest of each row, and no negative."""
    kept = np.maximum(weights, 0.0)
    if kept.shape[1] <= count:
        return kept
    drop = np.argpartition(-kept, count - 1, axis=1)[:, count:]
    np.put_along_axis(kept, drop, 0.0, axis=1)
    return kept
