"""Answers cell by cell, and the cells kept or held out."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse

from learner.answers import parse_answers
from learner.errors import ScoresError
from learner.responses import Asked, Attempts, BoolArray, FloatArray, IntArray, Responses

Sparse = Any
"""A ``scipy.sparse.csr_matrix``: scipy tells no types."""

_matrix: Any = sparse.csr_matrix


@dataclass(frozen=True, slots=True)
class Cells:
    """The answered cells of an ``(M, N)`` table, row by row.

    Attributes:
        learner: ``(R,)`` row.
        item: ``(R,)`` column.
        score: ``(R,)`` in [0, 1].
        shape: ``M`` and ``N``.
    """

    learner: IntArray
    item: IntArray
    score: FloatArray
    shape: tuple[int, int]

    def spread(self, values: FloatArray) -> Sparse:
        """Return ``(R,)`` values of the cells as a sparse ``(M, N)`` matrix."""
        starts = np.searchsorted(self.learner, np.arange(self.shape[0] + 1))
        return _matrix((values, self.item, starts), shape=self.shape)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Responses without some cells, and those cells.

    Attributes:
        kept: the responses without them.
        asked: the cells held out, on the day of their last attempt where it is known.
        score: ``(R,)`` their scores.
    """

    kept: Responses
    asked: Asked
    score: FloatArray


def list_cells(seen: Responses) -> Cells:
    """Return the answered cells; there may be none."""
    learner, item = np.nonzero(seen.answered)
    score = seen.scores[learner, item]
    return Cells(learner.astype(np.int64), item.astype(np.int64), score, seen.scores.shape)


def require_answers(seen: Responses) -> None:
    """Refuse responses without a single answer.

    Raises:
        ScoresError: there is none, or one is not in [0, 1].
    """
    parse_answers(seen.scores, seen.answered, len(seen.q))
    if not seen.answered.any():
        raise ScoresError(
            f"answers of {len(seen.answered)} learners: expected at least one, found none"
        )


def keep_cells(seen: Responses, kept: BoolArray) -> Responses:
    """Return the responses with only the cells of an ``(M, N)`` mask, attempts included."""
    told = seen.answered & kept
    scores = np.where(told, seen.scores, 0.0)
    attempts = seen.attempts
    if attempts is not None:
        inside = kept[attempts.learner, attempts.item]
        attempts = Attempts(
            attempts.learner[inside],
            attempts.item[inside],
            attempts.score[inside],
            attempts.day[inside],
        )
    return replace(seen, scores=scores, answered=told, attempts=attempts)


def hold_out(seen: Responses, out: BoolArray) -> HeldOut:
    """Return the responses without the answered cells of an ``(M, N)`` mask, and those cells."""
    learner, item = np.nonzero(seen.answered & out)
    day = np.full(seen.scores.shape, np.nan)
    if seen.attempts is not None:
        day[seen.attempts.learner, seen.attempts.item] = seen.attempts.day
    asked = Asked(learner.astype(np.int64), item.astype(np.int64), day[learner, item])
    return HeldOut(keep_cells(seen, ~out), asked, seen.scores[learner, item])


def draw_held_out(seen: Responses, share: float, rng: np.random.Generator) -> HeldOut:
    """Hold out a random share of the answered cells, at least one and not all.

    Raises:
        ScoresError: fewer than two answers.
    """
    learner, item = np.nonzero(seen.answered)
    if len(learner) < 2:
        raise ScoresError(f"answers: expected two or more to choose by, found {len(learner)}")
    count = min(max(1, round(share * len(learner))), len(learner) - 1)
    chosen = rng.choice(len(learner), count, replace=False)
    out = np.zeros(seen.answered.shape, dtype=np.bool_)
    out[learner[chosen], item[chosen]] = True
    return hold_out(seen, out)


def draw_folds(seen: Responses, folds: int, rng: np.random.Generator) -> IntArray:
    """Return ``(M, N)`` the fold of each answered cell, folds of equal size; -1 elsewhere."""
    learner, item = np.nonzero(seen.answered)
    fold = np.full(seen.answered.shape, -1, dtype=np.int64)
    fold[learner, item] = rng.permutation(np.arange(len(learner)) % folds)
    return fold
