"""Answer tables: checked at the border, and with equal learners merged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.errors import ScoresError

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patterns:
    """An answer table with equal learners merged and learners without answers left out.

    Shapes:
        ``N`` items, ``P`` distinct patterns.

    Attributes:
        right: ``(N, P)`` score where answered, else 0.
        tries: ``(N, P)`` 1 where answered, else 0.
        weight: ``(P,)`` learners with the pattern, 1 or more.
    """

    right: FloatArray
    tries: FloatArray
    weight: FloatArray


def merge_patterns(scores: FloatArray, answered: BoolArray) -> Patterns:
    """Merge the equal rows of an ``(M, N)`` table whose scores are 0 where nobody answered."""
    some = answered.any(axis=1)
    scores, answered = scores[some], answered[some]
    right = scores > 0
    if (scores == right).all():
        codes = np.packbits(np.hstack((right, answered)), axis=1)
    else:
        codes = np.hstack((scores.view(np.uint8), answered.view(np.uint8)))
    keys = codes.view(np.dtype((np.void, codes.shape[1])))[:, 0]
    _, first, count = np.unique(keys, return_index=True, return_counts=True)
    return Patterns(
        np.ascontiguousarray(scores[first].T),
        np.ascontiguousarray(answered[first].T, dtype=np.float64),
        count.astype(np.float64),
    )


def parse_answers(
    scores: ArrayLike, answered: ArrayLike, items: int
) -> tuple[FloatArray, BoolArray]:
    """Return scores, 0 where nobody answered, and who answered, both ``(M, items)``.

    Raises:
        ScoresError: other shapes, or an answer whose score is not in [0, 1].
    """
    values, told = np.asarray(scores, dtype=np.float64), np.asarray(answered, dtype=np.bool_)
    if values.shape != told.shape or values.ndim != 2 or values.shape[1] != items:
        raise ScoresError(
            f"answers: expected learners x {items} items, "
            f"found scores {values.shape} and answered {told.shape}"
        )
    values = np.where(told, values, 0.0)
    if not ((values >= 0.0) & (values <= 1.0)).all():
        learner, item = np.argwhere(~((values >= 0.0) & (values <= 1.0)))[0]
        found = values[learner, item]
        raise ScoresError(
            f"answer of learner {learner} to item {item}: expected [0, 1], found {found}"
        )
    return values, told
