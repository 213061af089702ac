"""What learners answered, in the one form that every model of answers reads."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from learner.answers import parse_answers
from learner.errors import ScoresError
from learner.unions import parse_q

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Attempts:
    """Every answer by itself, each learner's in the order of time; those without a time first.

    Attributes:
        learner: ``(R,)`` row of the learner.
        item: ``(R,)`` column of the item.
        score: ``(R,)`` in [0, 1].
        day: ``(R,)`` days since any fixed moment, NaN where unknown.
    """

    learner: IntArray
    item: IntArray
    score: FloatArray
    day: FloatArray


@dataclass(frozen=True, slots=True)
class ItemText:
    """The parts of a question; an absent part is empty."""

    stem: str
    options: str = ""
    answer: str = ""
    analysis: str = ""


@dataclass(frozen=True, slots=True)
class Responses:
    """Answers of ``M`` learners to ``N`` items that need some of ``K`` skills.

    Attributes:
        scores: ``(M, N)`` in [0, 1], of several attempts the last; 0 where nobody answered.
        answered: ``(M, N)`` whether the learner answered the item.
        q: ``(N, K)`` whether the item needs the skill; an empty row says nothing of any skill.
        attempts: all answers in time, None where each cell was answered once at no known time.
        texts: one an item, None where items have no text.
    """

    scores: FloatArray
    answered: BoolArray
    q: BoolArray
    attempts: Attempts | None = None
    texts: tuple[ItemText, ...] | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers to predict: ``(R,)`` rows of learners, columns of items, days or NaN."""

    learner: IntArray
    item: IntArray
    day: FloatArray


def make_responses(
    scores: ArrayLike,
    answered: ArrayLike,
    q: ArrayLike,
    texts: tuple[ItemText, ...] | None = None,
) -> Responses:
    """Return a table without times as responses.

    Raises:
        ScoresError: no table of scores in [0, 1] for the items of Q, or not a text for each.
        QMatrixError: Q is no table of yes and no.
    """
    table = parse_q(q)
    values, told = parse_answers(scores, answered, len(table))
    if texts is not None and len(texts) != len(table):
        raise ScoresError(f"texts of items: expected {len(table)}, found {len(texts)}")
    return Responses(values, told, table, None, texts)


def ask_cells(cells: BoolArray) -> Asked:
    """Return what an ``(M, N)`` mask marks, row by row, at no known time."""
    learner, item = np.nonzero(cells)
    return Asked(learner.astype(np.int64), item.astype(np.int64), np.full(len(learner), np.nan))
