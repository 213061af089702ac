"""What learners master by a fitted model, and how much of it is retained at a time. Pure."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np

from graph.events import Answer
from graph.learners import Mastery
from learner.answer_sheets import AnswerSheet, fill_sheet, from_day, group_answers, to_day
from learner.fitted import FittedBlock, FittedDiagnosis
from learner.practice import trace_all

_DIGITS = 6


def is_up_to(answer: Answer, at: datetime | None) -> bool:
    """Return whether an answer was given up to a time, or at no known one."""
    return at is None or answer.at is None or datetime.fromisoformat(answer.at) <= at


def judge(
    fitted: FittedDiagnosis, answers: Sequence[Answer], as_of: str | None = None
) -> list[Mastery]:
    """Return what the learners of some answers master, by block, learner and point.

    ``answers`` are all of each learner's, oldest first; what is retained is of the time
    ``as_of``, by default the newest answer's.
    """
    by_question = group_answers(answers)
    as_of = as_of or max((answer.at or "" for answer in answers), default="") or None
    found = []
    for each in fitted.blocks:
        if not by_question.keys().isdisjoint(each.block.questions):
            sheet = fill_sheet(each.block, by_question)
            found += _judge_block(each, sheet, fitted, as_of)
    return found


def _judge_block(
    each: FittedBlock,
    sheet: AnswerSheet,
    fitted: FittedDiagnosis,
    as_of: str | None,
) -> list[Mastery]:
    known = each.master(sheet)
    last, successes = trace_all(sheet.attempts, each.block.q, len(sheet.learners))
    kept = fitted.forgetting.retain(to_day(as_of) - last, successes)
    newest = [from_day(float(day)) for day in np.fmax.reduce(last, axis=1)]
    review = last + fitted.forgetting.wait(successes)
    return [
        Mastery(
            learner_id=learner,
            point_id=point,
            probability=round(float(known.probability[row, column]), _DIGITS),
            retained=round(float((known.probability * kept)[row, column]), _DIGITS),
            evidence=int(known.evidence[row, column]),
            evidenced=bool(known.evidenced[row, column]),
            model=fitted.version,
            at=newest[row],
            as_of=as_of,
            practised=from_day(float(last[row, column])),
            successes=round(float(successes[row, column]), _DIGITS),
            review_at=from_day(float(review[row, column])),
        )
        for row, learner in enumerate(sheet.learners)
        for column, point in enumerate(each.block.points)
    ]
