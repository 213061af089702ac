"""Sets of answers that models are compared on, whatever file they come from."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from evaluation.errors import AnswerSetError
from learner.responses import Attempts, ItemText, Responses

BoolArray = NDArray[np.bool_]
_MOST_CELLS = 1 << 26
_Value = TypeVar("_Value")


class Answer(NamedTuple):
    """One attempt: names of learner and item, score in [0, 1], day or NaN."""

    learner: str
    item: str
    score: float
    day: float


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """Answers with the names of their learners, items and skills, in the order of the arrays."""

    name: str
    responses: Responses
    learners: tuple[str, ...]
    items: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Fingerprint of all that a model can see, the same on every machine."""
        told, attempts = self.responses, self.responses.attempts
        arrays = [told.scores, told.answered, told.q]
        if attempts is not None:
            arrays += [attempts.learner, attempts.item, attempts.score, attempts.day]
        found = sha256(repr([array.shape for array in arrays]).encode())
        for array in arrays:
            found.update(np.ascontiguousarray(array).tobytes())
        found.update(repr(told.texts).encode())
        return found.hexdigest()[:16]

    @property
    def is_timed(self) -> bool:
        """Whether answers have at least two different times."""
        attempts = self.responses.attempts
        return attempts is not None and len(np.unique(attempts.day[~np.isnan(attempts.day)])) > 1


def gather_answers(
    name: str,
    answers: Sequence[Answer],
    needs: dict[str, tuple[str, ...]],
    texts: dict[str, ItemText] | None = None,
) -> AnswerSet:
    """Return attempts as a set, learners, items and skills in the order in which they are told.

    Args:
        name: of the set.
        answers: of items in ``needs``; one that is listed twice with one time counts once, but
            without a time as often as it is listed.
        needs: skills by item, none where the item says nothing of any.
        texts: by item, None where items have no texts.

    Raises:
        AnswerSetError: no answer, or more learners times items than memory should hold.
    """
    learners = tuple(dict.fromkeys(answer.learner for answer in answers))
    if not learners:
        raise AnswerSetError(f"{name}: expected an answer, found none")
    require_cells(name, len(learners), len(needs))
    skills = tuple(dict.fromkeys(skill for told in needs.values() for skill in told))
    q = np.zeros((len(needs), len(skills)), dtype=np.bool_)
    place = {skill: column for column, skill in enumerate(skills)}
    for row, told in enumerate(needs.values()):
        q[row, [place[skill] for skill in told]] = True
    ordered = None if texts is None else tuple(texts.get(item, ItemText("")) for item in needs)
    attempts = _order_attempts(answers, learners, tuple(needs))
    scores = np.zeros((len(learners), len(needs)))
    table = Responses(scores, scores > 0, q, attempts, ordered)
    return AnswerSet(name, keep_attempts(table, attempts), learners, tuple(needs), skills)


def require_cells(name: str, learners: int, columns: int, what: str = "items") -> None:
    """Refuse a table larger than memory should hold, before it is made.

    Raises:
        AnswerSetError: more than 67 million cells.
    """
    if learners * columns > _MOST_CELLS:
        raise AnswerSetError(
            f"{name}: expected at most {_MOST_CELLS:,} learners times {what}, "
            f"found {learners:,} x {columns:,}"
        )


def keep_attempts(responses: Responses, attempts: Attempts) -> Responses:
    """Return the same learners and items with these attempts alone; of several the last counts."""
    scores, answered = np.zeros(responses.scores.shape), np.zeros_like(responses.answered)
    scores[attempts.learner, attempts.item] = attempts.score
    answered[attempts.learner, attempts.item] = True
    return replace(responses, scores=scores, answered=answered, attempts=attempts)


def keep_cells(responses: Responses, cells: BoolArray) -> Responses:
    """Return the same learners and items with the answers of an ``(M, N)`` mask alone."""
    attempts = responses.attempts
    if attempts is not None:
        return keep_attempts(
            responses, take_attempts(attempts, cells[attempts.learner, attempts.item])
        )
    answered = responses.answered & cells
    return replace(responses, scores=np.where(answered, responses.scores, 0.0), answered=answered)


def keep_learners(responses: Responses, who: BoolArray) -> Responses:
    """Return the learners of an ``(M,)`` mask alone, renumbered."""
    attempts = responses.attempts
    if attempts is not None:
        rows = take_attempts(attempts, who[attempts.learner])
        attempts = replace(rows, learner=(np.cumsum(who) - 1)[rows.learner])
    return replace(
        responses,
        scores=responses.scores[who],
        answered=responses.answered[who],
        attempts=attempts,
    )


def take_attempts(attempts: Attempts, rows: BoolArray) -> Attempts:
    """Return the attempts of an ``(R,)`` mask, in their order."""
    return Attempts(
        attempts.learner[rows], attempts.item[rows], attempts.score[rows], attempts.day[rows]
    )


def drop_rare_items(answers: AnswerSet, least: int) -> AnswerSet:
    """Return the set without the items that fewer than ``least`` learners answered.

    Raises:
        AnswerSetError: no item is left.
    """
    told = answers.responses
    kept = np.asarray(told.answered.sum(axis=0) >= least)
    if not kept.any():
        raise AnswerSetError(f"{answers.name}: expected an item with {least} answers, found none")
    attempts = told.attempts
    if attempts is not None:
        rows = take_attempts(attempts, kept[attempts.item])
        attempts = replace(rows, item=(np.cumsum(kept) - 1)[rows.item])
    texts = None if told.texts is None else tuple(_pick(told.texts, kept))
    rest = Responses(told.scores[:, kept], told.answered[:, kept], told.q[kept], attempts, texts)
    return replace(answers, responses=rest, items=tuple(_pick(answers.items, kept)))


def _order_attempts(
    answers: Sequence[Answer], learners: Sequence[str], items: Sequence[str]
) -> Attempts:
    """Return the attempts by learner and time, those without one first, those with one once."""
    told = list(_drop_twins(answers))
    row = {name: place for place, name in enumerate(learners)}
    column = {name: place for place, name in enumerate(items)}
    learner = np.array([row[name] for name, *_ in told], dtype=np.int64)
    day = np.array([when for *_, when in told], dtype=np.float64)
    order = np.lexsort((np.where(np.isnan(day), -np.inf, day), learner))
    return Attempts(
        learner[order],
        np.array([column[name] for _, name, *_ in told], dtype=np.int64)[order],
        np.array([score for _, _, score, _ in told], dtype=np.float64)[order],
        day[order],
    )


def _drop_twins(answers: Sequence[Answer]) -> Iterator[Answer]:
    """Yield the answers without those that equal an earlier one, time included.

    Without a time equal answers may be two attempts: right, wrong and right again ends right.
    """
    met = set[Answer]()
    for answer in answers:
        if math.isnan(answer.day) or answer not in met:
            met.add(answer)
            yield answer


def _pick(values: Sequence[_Value], kept: BoolArray) -> Iterator[_Value]:
    return (value for value, keep in zip(values, kept, strict=True) if keep)
