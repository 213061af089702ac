"""What learners master, out of their answers: from the graph, through DINA, to the graph."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from graph.events import Answer, list_answers, list_answers_of
from graph.learners import Mastery, set_mastery, update_mastery
from graph.points import list_points
from graph.resources import list_q_matrix
from graph.store import Store
from graph.times import to_second
from learner.answer_sheets import AnswerSheet, fill_sheet, from_day, group_answers, to_day
from learner.blocks import split_q_matrix
from learner.dina import Dina
from learner.errors import NotFittedError
from learner.fitted import (
    FittedBlock,
    FittedDiagnosis,
    fit_blocks,
    keep_diagnosis,
    load_diagnosis,
    sum_log_likelihood,
)
from learner.forgetting import NEVER, Forgetting
from learner.held_out import find_forgetting
from learner.practice import sum_practice

logger = logging.getLogger(__name__)
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a diagnosis did.

    Attributes:
        version: of the fitted model; None when there was nothing to fit.
        blocks: parts of the Q matrix that were fitted by themselves; ``approximate`` of them by
            mean field, since their groups of classes are too many to be exact.
        log_likelihood: summed over the exact blocks.
        not_evidenced: pairs of learner and point that the answers cannot tell.
        later: answers after the time of the diagnosis, which were left out.
        forgetting: the constants of what is retained.
    """

    version: str | None
    learners: int
    answers: int
    blocks: int
    approximate: int
    points: int
    not_evidenced: int
    log_likelihood: float
    later: int = 0
    forgetting: Forgetting = NEVER


def diagnose_learners(
    store: Store, home: Path, at: datetime | None = None, forgetting: Forgetting | None = None
) -> Diagnosis:
    """Fit DINA to all answers, keep the model and set what every learner masters.

    Of several answers to a question the last one counts. The result is a function of the answers
    up to ``at``, by default up to the newest one; what is retained is so at that time. The
    constants of ``forgetting`` are by default those under which the last fifth of each learner's
    answers is likeliest.
    """
    told = list_answers(store)
    answers = [answer for answer in told if is_up_to(answer, at)]
    by_question = group_answers(answers)
    blocks = fit_blocks(split_q_matrix(list_q_matrix(store), _chapters(store)), by_question)
    later = len(told) - len(answers)
    if not blocks:
        return Diagnosis(None, 0, len(answers), 0, 0, 0, 0, 0.0, later)
    forgetting = forgetting or find_forgetting([each.block for each in blocks], answers)
    fitted = keep_diagnosis(store, home, blocks, forgetting)
    found = judge(fitted, answers, to_second(at) if at else None)
    learners = sorted({answer.learner_id for answer in answers})
    set_mastery(store, learners, found)
    logger.info("%s learners diagnosed by %s", len(learners), fitted.version)
    return Diagnosis(
        fitted.version,
        len(learners),
        len(answers),
        len(blocks),
        sum(not isinstance(each.model, Dina) for each in blocks),
        sum(len(each.block.points) for each in blocks),
        sum(not each.evidenced for each in found),
        sum_log_likelihood(blocks),
        later,
        forgetting,
    )


def diagnose_learner(store: Store, home: Path, learner_id: str, at: datetime | None = None) -> int:
    """Bring up to date what one learner masters by the model fitted last.

    Return how many points are judged. Without a fitted model nothing is set.

    Raises:
        ModelFileError: the model's file is absent or damaged.
    """
    try:
        fitted = load_diagnosis(store, home)
    except NotFittedError:
        return 0
    answers = [each for each in list_answers_of(store, learner_id) if is_up_to(each, at)]
    found = judge(fitted, answers, to_second(at) if at else None)
    update_mastery(store, learner_id, found)
    return len(found)


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
        sheet = fill_sheet(each.block, by_question)
        if sheet.learners:
            found += _judge_block(each, sheet, fitted, as_of)
    return found


def _chapters(store: Store) -> dict[str, str]:
    return {
        point.point_id: f"{point.course_id}|{point.chapter}"
        for point in list_points(store)
        if point.chapter is not None
    }


def _judge_block(
    each: FittedBlock,
    sheet: AnswerSheet,
    fitted: FittedDiagnosis,
    as_of: str | None,
) -> list[Mastery]:
    known = each.master(sheet.scores, sheet.answered)
    practice = sum_practice(sheet.attempts, each.block.q, len(sheet.learners))
    kept = fitted.forgetting.retain(to_day(as_of) - practice.last, practice.successes)
    newest = [from_day(float(day)) for day in np.fmax.reduce(practice.last, axis=1)]
    review = practice.last + fitted.forgetting.days_until_review(practice.successes)
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
            practised=from_day(float(practice.last[row, column])),
            successes=round(float(practice.successes[row, column]), _DIGITS),
            review_at=from_day(float(review[row, column])),
        )
        for row, learner in enumerate(sheet.learners)
        for column, point in enumerate(each.block.points)
    ]
