"""What learners master, out of their answers: from the graph, through DINA, to the graph."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from graph.events import list_answers, list_answers_of
from graph.learners import list_mastery, replace_mastery
from graph.mastery import renew_mastery, update_mastery
from graph.points import list_points
from graph.resources import list_q_matrix
from graph.store import Store
from graph.times import to_second
from learner.answer_sheets import group_answers
from learner.blocks import split_q_matrix
from learner.dina import Dina
from learner.errors import NotFittedError
from learner.fitted import (
    fit_blocks,
    keep_diagnosis,
    load_diagnosis,
    sum_log_likelihood,
)
from learner.held_out import find_forgetting
from learner.judging import is_up_to, judge
from learner.retention import NEVER, Forgetting

logger = logging.getLogger(__name__)


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

    Of several answers to a question the last one counts; where something is forgotten, all count,
    by retrieval DINA. The result is a function of the answers up to ``at``, by default up to the
    newest one; what is retained is so at that time. Whoever has no answer until then masters
    nothing any more. The constants of ``forgetting`` are by default those under which the last
    fifth of each learner's answers is likeliest.
    """
    told = list_answers(store)
    answers = [answer for answer in told if is_up_to(answer, at)]
    parts = split_q_matrix(list_q_matrix(store), _chapters(store))
    forgetting = forgetting or find_forgetting(parts, answers)
    blocks = fit_blocks(parts, group_answers(answers), forgetting)
    later = len(told) - len(answers)
    if not blocks:
        replace_mastery(store, [])
        return Diagnosis(None, 0, len(answers), 0, 0, 0, 0, 0.0, later)
    fitted = keep_diagnosis(store, home, blocks, forgetting)
    found = judge(fitted, answers, to_second(at) if at else None)
    learners = {answer.learner_id for answer in answers}
    replace_mastery(store, found)
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


def diagnose_answer(
    store: Store, home: Path, learner_id: str, question_id: str, at: datetime
) -> int:
    """Bring up to date what an answer tells of: the points of its block.

    What the other points' mastery was retained of stays as it was found then. A learner who was
    judged by another model, or not yet, is judged as a whole. Return how many points are judged.

    Raises:
        ModelFileError: the model's file is absent or damaged.
    """
    try:
        fitted = load_diagnosis(store, home)
    except NotFittedError:
        return 0
    held = list_mastery(store, learner_id)
    if {each.model for each in held} != {fitted.version}:
        return diagnose_learner(store, home, learner_id, at)
    blocks = tuple(each for each in fitted.blocks if question_id in each.block.questions)
    answers = [each for each in list_answers_of(store, learner_id) if is_up_to(each, at)]
    found = judge(replace(fitted, blocks=blocks), answers, to_second(at))
    renew_mastery(store, held, found)
    return len(found)


def _chapters(store: Store) -> dict[str, str]:
    return {
        point.point_id: f"{point.course_id}|{point.chapter}"
        for point in list_points(store)
        if point.chapter is not None
    }
