"""When each skill was practised last, and how often with success. Pure."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from learner.responses import Attempts

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Practice:
    """Practice of ``K`` skills, a row a learner or a row an attempt.

    Attributes:
        last: day of the last answer that needs the skill; NaN: none, or none at a known time.
        successes: scores of the answers that need the skill, summed, those without a time too.
    """

    last: FloatArray
    successes: FloatArray


def sum_practice(attempts: Attempts, q: BoolArray, learners: int) -> Practice:
    """Return ``(learners, K)`` what all attempts come to."""
    last = np.full((learners, len(q)), -np.inf)
    right = np.zeros(last.shape)
    timed = ~np.isnan(attempts.day)
    np.maximum.at(last, (attempts.learner[timed], attempts.item[timed]), attempts.day[timed])
    np.add.at(right, (attempts.learner, attempts.item), attempts.score)
    newest = np.full((learners, q.shape[1]), -np.inf)
    for skill in range(q.shape[1]):
        newest[:, skill] = last[:, q[:, skill]].max(axis=1, initial=-np.inf)
    return Practice(np.where(np.isfinite(newest), newest, np.nan), right @ q)


def trace_practice(attempts: Attempts, q: BoolArray) -> Practice:
    """Return ``(R, K)`` what each attempt comes after: its learner's earlier attempts.

    Attempts at the same time are no history of each other. Those without a time come first and
    follow nothing.
    """
    day = np.nan_to_num(attempts.day, nan=-np.inf)
    last = np.full((len(day), q.shape[1]), np.nan)
    successes = np.zeros(last.shape)
    order = np.lexsort((day, attempts.learner))
    for mine in _cut(order, attempts.learner[order]):
        seen, won = np.full(q.shape[1], np.nan), np.zeros(q.shape[1])
        for run in _cut(mine, day[mine]):
            needed, timed = q[attempts.item[run]], bool(np.isfinite(day[run[0]]))
            if timed:
                last[run], successes[run] = seen, won
                seen = np.where(needed.any(axis=0), day[run[0]], seen)
            won = won + attempts.score[run] @ needed
    return Practice(last, successes)


def _cut(places: NDArray[np.intp], values: NDArray[Any]) -> list[NDArray[np.intp]]:
    """Return places in runs of equal values."""
    return np.split(places, np.flatnonzero(values[1:] != values[:-1]) + 1) if len(places) else []
