"""Each learner's last answers, held out to find how fast is forgotten. Pure."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.events import Answer
from learner.answer_sheets import AnswerSheet, ByQuestion, fill_sheet, group_answers, to_day
from learner.blocks import QBlock
from learner.fading import HeldOut, choose_forgetting
from learner.fitted import FittedBlock, fit_block
from learner.last_practice import trace_practice
from learner.retrieval import Forgetting

_SHARE = 5  # of a learner's answers in the order of time, the last fifth


def find_forgetting(blocks: Sequence[QBlock], answers: Sequence[Answer]) -> Forgetting:
    """Return the constants under which the last fifth of each learner's answers is likeliest.

    The models are fitted to the earlier answers alone. Answers without a time tell nothing of
    forgetting, and where too few have one nothing is forgotten.
    """
    cuts = _find_cuts(answers)
    early = [each for each in answers if (each.at or "") < cuts.get(each.learner_id, "9")]
    known, everything = group_answers(early), group_answers(answers)
    parts = [_hold_out(block, known, everything, cuts) for block in blocks]
    return choose_forgetting([part for part in parts if part is not None])


def _find_cuts(answers: Sequence[Answer]) -> dict[str, str]:
    """Return by learner the time from which on answers are held out."""
    times: dict[str, list[str]] = {}
    for answer in answers:
        if answer.at:
            times.setdefault(answer.learner_id, []).append(answer.at)
    return {
        learner: sorted(each)[len(each) - len(each) // _SHARE]
        for learner, each in times.items()
        if len(each) >= _SHARE
    }


def _hold_out(
    block: QBlock, early: ByQuestion, answers: ByQuestion, cuts: Mapping[str, str]
) -> HeldOut | None:
    """Return a block's later answers beside what a model of the earlier ones expects of them."""
    before, whole = fill_sheet(block, early), fill_sheet(block, answers)
    if not before.learners:
        return None
    start = np.array([to_day(cuts.get(learner)) for learner in whole.learners])
    row = {learner: index for index, learner in enumerate(before.learners)}
    place = np.array([row.get(learner, -1) for learner in whole.learners])
    who = whole.attempts.learner
    held = (whole.attempts.day >= start[who]) & (place[who] >= 0)
    fitted = fit_block(block, before)
    able = fitted.enable(before)
    item = whole.attempts.item[held]
    return _describe(fitted, whole, held, able[place[who[held]], item])


def _describe(
    fitted: FittedBlock, whole: AnswerSheet, held: NDArray[np.bool_], able: NDArray[np.float64]
) -> HeldOut:
    attempts, item = whole.attempts, whole.attempts.item[held]
    practice = trace_practice(attempts, fitted.block.q)
    days = attempts.day[held, None] - practice.last[held]
    return HeldOut(
        attempts.score[held],
        able,
        fitted.model.slip[item],
        fitted.model.guess[item],
        np.where(fitted.block.q[item], days, np.nan),
        practice.successes[held],
    )
