"""What lies before an answer: earlier attempts at the item, earlier practice of its skills.

An attempt without a time is kept as an answer, but it is no practice: it is neither before nor
after another, so it slows no forgetting, and what is asked at no known time forgets nothing. Of
attempts at the same time none is before the other.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from learner.errors import ScoresError
from learner.responses import Asked, Attempts, Responses
from learner.retention import Forgetting

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class Spans(NamedTuple):
    """Events sorted by group and day, and which of them come before each question.

    Attributes:
        order: ``(E,)`` the events, sorted.
        first: ``(R,)`` place in ``order`` of the first event of the question's group.
        end: ``(R,)`` place after the last event that is strictly earlier.
    """

    order: IntArray
    first: IntArray
    end: IntArray


@dataclass(frozen=True, slots=True)
class Practice:
    """Earlier practice of what is asked: one entry for each answer and skill that it needs.

    Attributes:
        row: ``(P,)`` number of the answer.
        days: ``(P,)`` since the skill was last practised; NaN if never, or at no known time.
        successes: ``(P,)`` earlier right answers, partial scores as fractions.
        rows: how many answers there are.
    """

    row: IntArray
    days: FloatArray
    successes: FloatArray
    rows: int

    def retain(self, forgetting: Forgetting) -> FloatArray:
        """Return ``(R,)`` how much of all its skills together is retained at each answer."""
        parts = forgetting.retain(self.days, self.successes)
        with np.errstate(divide="ignore"):
            return np.exp(np.bincount(self.row, np.log(parts), self.rows))


def list_attempts(seen: Responses) -> Attempts:
    """Return every answer by itself: those in time, or each cell once at no known time.

    Raises:
        ScoresError: an attempt by a learner or at an item that is not there, or whose score is
            not in [0, 1].
    """
    if seen.attempts is None:
        learner, item = np.nonzero(seen.answered)
        days = np.full(len(learner), np.nan)
        return Attempts(learner, item, seen.scores[learner, item], days)
    found = seen.attempts
    _check("learner", found.learner, len(seen.scores))
    _check("item", found.item, len(seen.q))
    wrong = np.flatnonzero(~((found.score >= 0.0) & (found.score <= 1.0)))
    if len(wrong):
        raise ScoresError(
            f"attempt {wrong[0]}: expected a score in [0, 1], found {found.score[wrong[0]]}"
        )
    return found


def has_times(seen: Responses) -> bool:
    """Return whether any answer has a time."""
    return seen.attempts is not None and not bool(np.isnan(seen.attempts.day).all())


def trace_practice(attempts: Attempts, q: BoolArray, asked: Asked) -> Practice:
    """Return what each learner had practised strictly before what is asked."""
    row, skill = np.nonzero(q[asked.item])
    days = asked.day[row]
    last, successes = trace_skills(attempts, q, Asked(asked.learner[row], skill, days))
    return Practice(row, days - last, successes, len(asked.item))


def trace_skills(attempts: Attempts, q: BoolArray, asked: Asked) -> tuple[FloatArray, FloatArray]:
    """Return the day a skill was last practised, NaN if never, and the right answers until then.

    ``asked.item`` are numbers of skills; ``asked.day`` may be infinite: after everything.
    """
    skills = q.shape[1]
    told = np.flatnonzero(~np.isnan(attempts.day))
    event, event_skill = np.nonzero(q[attempts.item[told]])
    event = told[event]
    spans = find_earlier(
        attempts.learner[event] * skills + event_skill,
        attempts.day[event],
        asked.learner * skills + asked.item,
        asked.day,
    )
    event = event[spans.order]
    scores = np.concatenate((np.zeros(1), np.cumsum(attempts.score[event])))
    some = spans.end > spans.first
    last = np.full(len(asked.item), np.nan)
    last[some] = attempts.day[event[spans.end[some] - 1]]
    return last, scores[spans.end] - scores[spans.first]


def trace_all(
    attempts: Attempts, q: BoolArray, learners: int, day: float = np.inf
) -> tuple[FloatArray, FloatArray]:
    """Return ``(M, K)`` last days and right answers of all skills, by default after everything."""
    shape = learners, q.shape[1]
    learner, skill = (found.ravel() for found in np.indices(shape))
    asked = Asked(learner, skill, np.full(len(skill), day))
    last, successes = trace_skills(attempts, q, asked)
    return last.reshape(shape), successes.reshape(shape)


def find_earlier(
    group: IntArray, day: FloatArray, asked_group: IntArray, asked_day: FloatArray
) -> Spans:
    """Return, for each question, the events of its group that are strictly earlier.

    Args:
        group: ``(E,)`` of the events; ``day`` ``(E,)`` when, none NaN.
        day: see there.
        asked_group: ``(R,)`` of the questions; ``asked_day`` ``(R,)``, NaN: nothing is earlier.
        asked_day: see there.
    """
    when = np.where(np.isnan(asked_day), -np.inf, asked_day)
    days, rank = np.unique(np.concatenate((day, when)), return_inverse=True)
    keys = group * len(days) + rank[: len(day)]
    order = np.argsort(keys, kind="stable")
    wanted = asked_group * len(days)
    first = np.searchsorted(keys[order], wanted)
    end = np.searchsorted(keys[order], wanted + rank[len(day) :])
    return Spans(order, first.astype(np.int64), end.astype(np.int64))


def _check(what: str, found: IntArray, count: int) -> None:
    wrong = np.flatnonzero((found < 0) | (found >= count))
    if len(wrong):
        raise ScoresError(
            f"attempt {wrong[0]}: expected a known {what}, 0 to {count - 1}, "
            f"found {found[wrong[0]]}"
        )
