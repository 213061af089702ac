"""What to ask a learner next, and how likely the answers are to be right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.errors import UnknownIdError
from graph.events import Answer, list_answers_of
from graph.learners import list_known, list_point_states
from graph.resources import list_resources_about
from graph.store import Store
from graph.times import to_second
from learner.adaptive import Choice, StopRule, Why, choose_item
from learner.answer_sheets import AnswerSheet, fill_sheet, group_answers, to_day
from learner.blocks import QBlock
from learner.fitted import FittedBlock, FittedDiagnosis, load_diagnosis
from learner.judging import is_up_to
from learner.practice import trace_all

Floats = NDArray[np.float64]
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """The question that tells most, or why there is none.

    Attributes:
        question_id: None where the test is over.
        points: ids of the points that it needs; ``names`` their names.
        gain: bits by which the uncertainty of the open points is expected to fall.
        right: P(right answer), in [0, 1].
        why: ``asks``, or why the test is over: every wanted point is ``certain``, or ``nothing
            tells more``.
        open: wanted points that are not certain yet, of ``wanted``.
    """

    question_id: str | None
    points: tuple[str, ...]
    gain: float
    right: float | None
    why: Why
    open: int
    wanted: int
    title: str | None = None
    names: tuple[str, ...] = ()


class _Offer(NamedTuple):
    """The choice in one block, what it expects there, how many of its points are wanted."""

    choice: Choice
    block: QBlock
    right: Floats
    wanted: int


def find_next_question(
    store: Store,
    home: Path,
    learner_id: str,
    at: datetime,
    wanted: Collection[str] | None = None,
) -> NextQuestion:
    """Return the question, not answered yet, that would tell most of a learner at a time.

    ``wanted`` are the points to be told, by default all that the model knows. Nothing is fitted
    anew, so a learner without answers can be asked too.

    Raises:
        UnknownIdError: no such learner.
        NotFittedError: no model was fitted yet.
    """
    if not list_known(store, [learner_id]):
        raise UnknownIdError("Learner", learner_id)
    fitted = load_diagnosis(store, home)
    answers = [each for each in list_answers_of(store, learner_id) if is_up_to(each, at)]
    found = choose_question(fitted, answers, wanted, day=to_day(to_second(at)))
    return _name(store, learner_id, found) if found.question_id else found


def choose_question(
    fitted: FittedDiagnosis,
    answers: Sequence[Answer],
    wanted: Collection[str] | None = None,
    rule: StopRule | None = None,
    day: float = float("nan"),
) -> NextQuestion:
    """Return the question that tells most after one learner's answers; of equal ones the first.

    ``day`` is that of asking, since 1970; NaN: as if nothing were forgotten.
    """
    by_question = group_answers(answers)
    found = []
    for each in fitted.blocks:
        sheet = _seat(fill_sheet(each.block, by_question))
        found.append(_choose_in(each, sheet, _retain(fitted, each, sheet, day), wanted, rule))
    untested = _count_untested(fitted, wanted)
    pending = untested + sum(int(offer.choice.open.sum()) for offer in found)
    sought = untested + sum(offer.wanted for offer in found)
    asking = [offer for offer in found if offer.choice.item is not None]
    if not asking:
        why: Why = "certain" if sought and not pending else "nothing tells more"
        return NextQuestion(None, (), 0.0, None, why, pending, sought)
    best = max(asking, key=lambda offer: offer.choice.gain)
    return _describe(best, pending, sought)


def predict_answers(
    fitted: FittedDiagnosis, answers: Sequence[Answer], day: float
) -> dict[str, float]:
    """Return P(right answer) of one learner by question on a day since 1970, after forgetting."""
    by_question = group_answers(answers)
    found: dict[str, float] = {}
    for each in fitted.blocks:
        sheet = _seat(fill_sheet(each.block, by_question))
        able = each.enable(sheet)[0] * _retain(fitted, each, sheet, day)
        chance = each.model.guess + (1.0 - each.model.slip - each.model.guess) * able
        found |= dict(zip(each.block.questions, chance.round(_DIGITS).tolist(), strict=True))
    return found


def _name(store: Store, learner_id: str, found: NextQuestion) -> NextQuestion:
    names = {s.point_id: s.name for s in list_point_states(store, learner_id, found.points)}
    titles = {r.resource_id: r.title for r in list_resources_about(store, found.points)}
    told = tuple(names.get(point, point) for point in found.points)
    return replace(found, title=titles.get(str(found.question_id)), names=told)


def _count_untested(fitted: FittedDiagnosis, wanted: Collection[str] | None) -> int:
    """Return how many wanted points no question tests, so that nothing tells of them."""
    tested = {point for each in fitted.blocks for point in each.block.points}
    return len(set(wanted or ()) - tested)


def _choose_in(
    each: FittedBlock,
    sheet: AnswerSheet,
    kept: Floats,
    wanted: Collection[str] | None,
    rule: StopRule | None,
) -> _Offer:
    sought = np.array([wanted is None or point in wanted for point in each.block.points])
    prospect = each.foresee(sheet, kept)
    choice = choose_item(prospect, sought, ~sheet.answered[0], rule)
    return _Offer(choice, each.block, prospect.right, int(sought.sum()))


def _describe(offer: _Offer, pending: int, sought: int) -> NextQuestion:
    item, block = int(offer.choice.item or 0), offer.block
    return NextQuestion(
        block.questions[item],
        tuple(point for point, needed in zip(block.points, block.q[item], strict=True) if needed),
        round(offer.choice.gain, _DIGITS),
        round(float(offer.right[item]), _DIGITS),
        offer.choice.why,
        pending,
        sought,
    )


def _retain(fitted: FittedDiagnosis, each: FittedBlock, sheet: AnswerSheet, day: float) -> Floats:
    """Return ``(N,)`` how much one learner retains of all points of each question."""
    last, successes = trace_all(sheet.attempts, each.block.q, 1)
    kept = fitted.forgetting.retain(day - last, successes)[0]
    return np.asarray(np.where(each.block.q, kept, 1.0).prod(axis=1))


def _seat(sheet: AnswerSheet) -> AnswerSheet:
    """Return the one learner's sheet; an empty one where there are no answers."""
    if sheet.learners:
        return sheet
    shape = (1, sheet.scores.shape[1])
    return replace(sheet, scores=np.zeros(shape), answered=np.zeros(shape, dtype=bool))
