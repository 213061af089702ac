"""What learners master, out of their answers: from the graph, through DINA, to the graph."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.events import Answer, list_answers, list_answers_of
from graph.learners import Mastery, set_mastery
from graph.models import load_newest, save_model
from graph.points import list_points
from graph.resources import list_q_matrix
from graph.store import Store
from learner import dina, mean_field
from learner.blocks import QBlock, split_q_matrix
from learner.dina import Dina, fit_dina
from learner.errors import UnionsError
from learner.mean_field import MeanField, fit_mean_field

logger = logging.getLogger(__name__)
KIND = "dina"
_SHARED = ("q", "slip", "guess", "prior")
_EXACT = ("unions", "shares")
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a diagnosis did.

    Attributes:
        version: of the fitted model; None when there was nothing to fit.
        blocks: parts of the Q matrix that were fitted by themselves; ``approximate`` of them by
            mean field, since their groups of classes are too many to be exact.
        log_likelihood: summed over the exact blocks.
        not_evidenced: pairs of learner and point that the answers cannot tell.
    """

    version: str | None
    learners: int
    answers: int
    blocks: int
    approximate: int
    points: int
    not_evidenced: int
    log_likelihood: float


def diagnose_learners(store: Store, home: Path) -> Diagnosis:
    """Fit DINA to all answers, keep the model and set what every learner masters.

    Of several answers to a question the last one counts. Forgetting is not modelled: what is
    retained is what was mastered.
    """
    answers = list_answers(store)
    blocks = split_q_matrix(list_q_matrix(store), _chapters(store))
    table = _last_answers(answers)
    fitted = [(block, _fit(block, table)) for block in blocks]
    told = [(block, model) for block, model in fitted if model is not None]
    if not told:
        return Diagnosis(None, 0, len(answers), 0, 0, 0, 0, 0.0)
    exact = [model for _, model in told if isinstance(model, Dina)]
    total = float(sum(model.log_likelihood for model in exact))
    version = save_model(store, home, KIND, _pack(told), {"log_likelihood": round(total, 6)})
    found = _judge(told, table, version)
    learners = sorted({learner for learner, _ in table})
    set_mastery(store, learners, found)
    logger.info("%s learners diagnosed by %s", len(learners), version)
    return Diagnosis(
        version,
        len(learners),
        len(answers),
        len(told),
        len(told) - len(exact),
        sum(len(block.points) for block, _ in told),
        sum(not item.evidenced for item in found),
        total,
    )


def diagnose_learner(store: Store, home: Path, learner_id: str) -> int:
    """Set what one learner masters by the model fitted last; return how many points.

    Without a fitted model nothing is set.

    Raises:
        ModelFileError: the model's file is absent or damaged.
    """
    loaded = load_newest(store, home, KIND)
    if loaded is None:
        return 0
    version, arrays = loaded
    answers = list_answers_of(store, learner_id)
    found = _judge(_unpack(arrays), _last_answers(answers), version)
    return set_mastery(store, [learner_id], found)


Table = Mapping[tuple[str, str], Answer]
Model = Dina | MeanField
Told = Sequence[tuple[QBlock, Model]]


def _chapters(store: Store) -> dict[str, str]:
    return {
        point.point_id: f"{point.course_id}|{point.chapter}"
        for point in list_points(store)
        if point.chapter is not None
    }


def _last_answers(answers: Sequence[Answer]) -> dict[tuple[str, str], Answer]:
    """Return the last answer by learner and question; answers come oldest first."""
    return {(answer.learner_id, answer.question_id): answer for answer in answers}


def _tabulate(block: QBlock, table: Table) -> tuple[list[str], Floats, Bools]:
    """Return the learners who answered in a block, their scores and what they answered."""
    asked = {question: column for column, question in enumerate(block.questions)}
    learners = sorted({learner for learner, question in table if question in asked})
    row = {learner: index for index, learner in enumerate(learners)}
    scores = np.zeros((len(learners), len(asked)))
    answered = np.zeros(scores.shape, dtype=bool)
    for (learner, question), answer in table.items():
        if question in asked:
            scores[row[learner], asked[question]] = answer.score
            answered[row[learner], asked[question]] = True
    return learners, scores, answered


def _fit(block: QBlock, table: Table) -> Model | None:
    """Fit a block, exactly where its groups of classes fit into memory; None without answers."""
    learners, scores, answered = _tabulate(block, table)
    if not learners:
        return None
    try:
        return fit_dina(scores, answered, block.q)
    except UnionsError:
        return fit_mean_field(scores, answered, block.q)


def _master(model: Model, scores: Floats, answered: Bools) -> dina.Mastery:
    if isinstance(model, Dina):
        return dina.mastery(model, scores, answered)
    return mean_field.mastery(model, scores, answered)


def _judge(told: Told, table: Table, version: str) -> list[Mastery]:
    newest: dict[str, str] = defaultdict(str)
    for (learner, _), answer in table.items():
        newest[learner] = max(newest[learner], answer.at or "")
    found = []
    for block, model in told:
        learners, scores, answered = _tabulate(block, table)
        if not learners:
            continue
        known = _master(model, scores, answered)
        found += [
            Mastery(
                learner_id=learner,
                point_id=point,
                probability=round(float(known.probability[row, column]), 6),
                retained=round(float(known.probability[row, column]), 6),
                evidence=int(known.evidence[row, column]),
                evidenced=bool(known.evidenced[row, column]),
                model=version,
                at=newest[learner] or None,
            )
            for row, learner in enumerate(learners)
            for column, point in enumerate(block.points)
        ]
    return found


def _pack(told: Told) -> dict[str, NDArray[np.generic]]:
    """Return all blocks and their models as named arrays."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for number, (block, model) in enumerate(told):
        arrays[f"{number}/questions"] = np.array(block.questions)
        arrays[f"{number}/points"] = np.array(block.points)
        names = (*_SHARED, *_EXACT) if isinstance(model, Dina) else _SHARED
        arrays |= {f"{number}/{name}": getattr(model, name) for name in names}
    return arrays


def _unpack(arrays: Mapping[str, NDArray[Any]]) -> list[tuple[QBlock, Model]]:
    numbers = sorted({int(name.split("/")[0]) for name in arrays})
    return [_unpack_one(arrays, number) for number in numbers]


def _unpack_one(arrays: Mapping[str, NDArray[Any]], number: int) -> tuple[QBlock, Model]:
    shared: dict[str, Any] = {name: arrays[f"{number}/{name}"] for name in _SHARED}
    exact: dict[str, Any] = {
        name: arrays[f"{number}/{name}"] for name in _EXACT if f"{number}/{name}" in arrays
    }
    model: Model = Dina(**shared, **exact) if exact else MeanField(**shared)
    questions, points = (
        tuple(str(name) for name in arrays[f"{number}/{kind}"]) for kind in ("questions", "points")
    )
    return QBlock(questions, points, model.q), model
