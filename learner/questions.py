"""What to ask a learner next, and how likely the answers are to be right."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.errors import UnknownIdError
from graph.events import Answer, list_answers_of
from graph.learners import list_known, list_point_states
from graph.resources import list_resources_about
from graph.store import Store
from learner.adaptive import Choice, StopRule, Why, choose_item
from learner.answer_sheets import AnswerSheet, ByQuestion, fill_sheet, group_answers
from learner.fading import keep
from learner.fitted import FittedBlock, FittedDiagnosis, load_diagnosis
from learner.last_practice import sum_practice

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


def find_next_question(
    store: Store, home: Path, learner_id: str, wanted: Collection[str] | None = None
) -> NextQuestion:
    """Return the question, not answered yet, that would tell most of a learner.

    ``wanted`` are the points to be told, by default all that the model knows. Nothing is fitted
    anew, so a learner without answers can be asked too.

    Raises:
        UnknownIdError: no such learner.
        NotFittedError: no model was fitted yet.
    """
    if not list_known(store, [learner_id]):
        raise UnknownIdError("Learner", learner_id)
    fitted = load_diagnosis(store, home)
    found = choose_question(fitted, list_answers_of(store, learner_id), wanted)
    return _name(store, learner_id, found) if found.question_id else found


def choose_question(
    fitted: FittedDiagnosis,
    answers: Sequence[Answer],
    wanted: Collection[str] | None = None,
    rule: StopRule | None = None,
) -> NextQuestion:
    """Return the question that tells most after one learner's answers; of equal ones the first."""
    by_question = group_answers(answers)
    found = [_choose_in(each, by_question, wanted, rule) for each in fitted.blocks]
    pending = sum(int(choice.open.sum()) for choice, _, _ in found)
    sought = sum(count for _, _, count in found)
    asking = [each for each in found if each[0].item is not None]
    if not asking:
        why: Why = "certain" if sought and not pending else "nothing tells more"
        return NextQuestion(None, (), 0.0, None, why, pending, sought)
    best = max(asking, key=lambda each: each[0].gain)
    return _describe(*best[:2], by_question, pending, sought)


def predict_answers(
    fitted: FittedDiagnosis, answers: Sequence[Answer], day: float
) -> dict[str, float]:
    """Return P(right answer) of one learner by question on a day since 1970, after forgetting."""
    by_question = group_answers(answers)
    found: dict[str, float] = {}
    for each in fitted.blocks:
        chance = _predict_block(each, fill_sheet(each.block, by_question), fitted, day)
        found |= dict(zip(each.block.questions, chance.round(_DIGITS).tolist(), strict=True))
    return found


def _name(store: Store, learner_id: str, found: NextQuestion) -> NextQuestion:
    names = {s.point_id: s.name for s in list_point_states(store, learner_id, found.points)}
    titles = {r.resource_id: r.title for r in list_resources_about(store, found.points)}
    told = tuple(names.get(point, point) for point in found.points)
    return replace(found, title=titles.get(str(found.question_id)), names=told)


def _choose_in(
    each: FittedBlock,
    answers: ByQuestion,
    wanted: Collection[str] | None,
    rule: StopRule | None,
) -> tuple[Choice, FittedBlock, int]:
    """Return the choice in one block, and how many of its points are wanted."""
    points = each.block.points
    sought = np.array([wanted is None or point in wanted for point in points])
    sheet = _seat(fill_sheet(each.block, answers))
    choice = choose_item(each.foresee(sheet), sought, ~sheet.answered[0], rule)
    return choice, each, int(sought.sum())


def _describe(
    choice: Choice, each: FittedBlock, answers: ByQuestion, pending: int, sought: int
) -> NextQuestion:
    item = int(choice.item or 0)
    points = tuple(
        p for p, needed in zip(each.block.points, each.block.q[item], strict=True) if needed
    )
    right = each.foresee(_seat(fill_sheet(each.block, answers))).right[item]
    return NextQuestion(
        each.block.questions[item],
        points,
        round(choice.gain, _DIGITS),
        round(float(right), _DIGITS),
        choice.why,
        pending,
        sought,
    )


def _predict_block(
    each: FittedBlock, sheet: AnswerSheet, fitted: FittedDiagnosis, day: float
) -> Floats:
    model, q = each.model, each.block.q
    practice = sum_practice(sheet.attempts, q, 1)
    kept = keep(fitted.forgetting, day - practice.last, practice.successes)[0]
    able = each.enable(_seat(sheet))[0] * np.where(q, kept, 1.0).prod(axis=1)
    chance: Floats = model.guess + (1.0 - model.slip - model.guess) * able
    return chance


def _seat(sheet: AnswerSheet) -> AnswerSheet:
    """Return the one learner's sheet; an empty one where there are no answers."""
    if sheet.learners:
        return sheet
    shape = (1, sheet.scores.shape[1])
    return replace(sheet, scores=np.zeros(shape), answered=np.zeros(shape, dtype=bool))
