"""One trial: what a model is fitted to, what it sees of those it is asked about, what is true."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from evaluation.answer_sets import (
    AnswerSet,
    keep_attempts,
    keep_cells,
    keep_learners,
    take_attempts,
)
from evaluation.errors import ComparisonError
from learner.difficulty import PASS_MARK
from learner.responses import Asked, Attempts, Responses, ask_cells
from metrics.splits import hold_out_cells, hold_out_later, hold_out_whole

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_SHOWN = 0.5  # of a new learner's answers


class Kind(IntEnum):
    """What is held out; the numbers are streams of their own."""

    random = 6001
    time = 6002
    items = 6003
    learners = 6004


@dataclass(frozen=True, slots=True)
class Split:
    """How answers are parted.

    Attributes:
        kind: ``random`` cells of each learner, what is later in ``time``, whole ``items``, or whole
            ``learners``, of whose answers the model then sees half.
        percent: how much is held out, 1 to 99.
    """

    kind: Kind
    percent: int

    @property
    def name(self) -> str:
        """Name in tables, such as ``random-70``."""
        return f"{self.kind.name}-{self.percent}"


PAPER_SPLITS = tuple(Split(Kind.random, percent) for percent in (70, 50, 30, 10))
OWN_SPLITS = (Split(Kind.time, 30), Split(Kind.items, 20), Split(Kind.learners, 20))


@dataclass(frozen=True, slots=True)
class Trial:
    """Answers to fit and to predict.

    Shapes:
        ``R`` answers asked.

    Attributes:
        fit: what models are fitted to.
        seen: what they know of the learners asked about.
        asked: rows of ``seen``.
        person: ``(R,)`` row of the learner in the whole set.
        right: ``(R,)`` whether the score is 0.6 or more.
        met: ``(R,)`` whether every skill of the item is one of an item that the learner has been
            seen to answer: the learner's knowledge set.
        left_out: answers that come later of learners of whom nothing is seen.
        practice: all attempts in a split by time, None in others. A model of forgetting may know
            of them what lies before the day asked; learners are judged by ``seen`` all the same.
    """

    fit: Responses
    seen: Responses
    asked: Asked
    person: IntArray
    right: BoolArray
    met: BoolArray
    left_out: int = 0
    practice: Attempts | None = None


def parse_split(text: str) -> Split:
    """Return a split by its name.

    Raises:
        ComparisonError: none that there is.
    """
    kind, _, percent = text.strip().partition("-")
    if kind not in Kind.__members__ or not (percent.isdecimal() and 0 < int(percent) < 100):
        expected = ", ".join(f"{known}-1 to -99" for known in Kind.__members__)
        raise ComparisonError(f"split: expected {expected}, found {text!r}")
    return Split(Kind[kind], int(percent))


def list_splits(answers: AnswerSet) -> tuple[Split, ...]:
    """Return the splits that the answers allow: without times none by time."""
    return tuple(
        split
        for split in PAPER_SPLITS + OWN_SPLITS
        if split.kind is not Kind.time or answers.is_timed
    )


def make_trial(answers: AnswerSet, split: Split, seed: int) -> Trial:
    """Part a set of answers; equal seeds part it equally, whatever models are tried.

    Raises:
        ComparisonError: answers that cannot be parted so.
    """
    told, share = answers.responses, split.percent / 100.0
    rng = np.random.default_rng([seed, split.kind, split.percent])
    try:
        if split.kind is Kind.time:
            trial = _part_by_time(told, share)
        elif split.kind is Kind.learners:
            trial = _part_learners(told, share, rng)
        elif split.kind is Kind.items:
            whole = hold_out_whole(len(told.q), share, rng)
            trial = _part_cells(told, told.answered & whole)
        else:
            trial = _part_cells(told, hold_out_cells(told.answered, share, rng))
    except ValueError as error:
        raise ComparisonError(f"{answers.name}, {split.name}: {error}") from None
    if not len(trial.right) or not trial.fit.answered.any():
        raise ComparisonError(
            f"{answers.name}, {split.name}: expected answers to hold out and keep"
        )
    return trial


def _part_cells(told: Responses, held: BoolArray) -> Trial:
    """Hold out an ``(M, N)`` mask; of several attempts the last is asked, none is seen."""
    rest = keep_cells(told, ~held)
    asked = ask_cells(held)
    if told.attempts is not None:
        asked = Asked(asked.learner, asked.item, _find_days(told.attempts, held)[held])
    return _finish(rest, rest, asked, asked.learner, told.scores[held])


def _part_learners(told: Responses, share: float, rng: Generator) -> Trial:
    who = hold_out_whole(len(told.scores), share, rng)
    fit, new = keep_learners(told, ~who), keep_learners(told, who)
    trial = _part_cells(new, hold_out_cells(new.answered, _SHOWN, rng))
    people = np.flatnonzero(who)[trial.asked.learner]
    return _finish(fit, trial.seen, trial.asked, people, trial.right.astype(np.float64))


def _part_by_time(told: Responses, share: float) -> Trial:
    """Ask every later attempt of those of whom an earlier one is seen."""
    attempts = told.attempts
    if attempts is None:
        raise ComparisonError("expected answers with times, found a table")
    later = hold_out_later(attempts.day, share)
    rest = keep_attempts(told, take_attempts(attempts, ~later))
    known = later & np.asarray(rest.answered.any(axis=1))[attempts.learner]
    held = take_attempts(attempts, known)
    asked = Asked(held.learner, held.item, held.day)
    trial = _finish(rest, rest, asked, held.learner, held.score)
    return replace(trial, left_out=int((later & ~known).sum()), practice=attempts)


def _finish(
    fit: Responses,
    seen: Responses,
    asked: Asked,
    person: IntArray,
    score: FloatArray,
) -> Trial:
    practised = (seen.answered.astype(np.float64) @ seen.q) > 0
    unmet = (~practised).astype(np.float64) @ seen.q.T
    met = unmet[asked.learner, asked.item] == 0
    return Trial(fit, seen, asked, person, score >= PASS_MARK, met)


def _find_days(attempts: Attempts, cells: BoolArray) -> FloatArray:
    """Return ``(M, N)`` the day of each cell's last attempt, NaN where unknown."""
    days = np.full(cells.shape, np.nan)
    days[attempts.learner, attempts.item] = attempts.day
    return days
