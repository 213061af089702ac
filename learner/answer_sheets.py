"""What learners answered in a block of the Q matrix, as the models read it. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from graph.events import Answer
from learner.blocks import QBlock
from learner.responses import Attempts

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
ByQuestion = Mapping[str, Sequence[Answer]]
_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """What learners answered in a block; a row for each who answered something there.

    Attributes:
        scores: ``(M, N)`` the last answer's; ``answered`` where there is one.
        attempts: every answer, days counted from 1970.
    """

    learners: tuple[str, ...]
    scores: Floats
    answered: Bools
    attempts: Attempts


def group_answers(answers: Sequence[Answer]) -> ByQuestion:
    """Return answers by question; they come and stay oldest first."""
    found = defaultdict(list)
    for answer in answers:
        found[answer.question_id].append(answer)
    return found


def fill_sheet(block: QBlock, answers: ByQuestion) -> AnswerSheet:
    """Return what was answered in a block."""
    told = [
        (answer, column)
        for column, question in enumerate(block.questions)
        for answer in answers.get(question, ())
    ]
    learners = sorted({answer.learner_id for answer, _ in told})
    row = {learner: index for index, learner in enumerate(learners)}
    attempts = Attempts(
        np.array([row[answer.learner_id] for answer, _ in told], dtype=np.int64),
        np.array([column for _, column in told], dtype=np.int64),
        np.array([answer.score for answer, _ in told], dtype=np.float64),
        np.array([to_day(answer.at) for answer, _ in told], dtype=np.float64),
    )
    scores = np.zeros((len(learners), len(block.questions)))
    answered = np.zeros(scores.shape, dtype=bool)
    # of several answers to a question the last one stays
    for learner, item, score in zip(attempts.learner, attempts.item, attempts.score, strict=True):
        scores[learner, item] = score
    answered[attempts.learner, attempts.item] = True
    return AnswerSheet(tuple(learners), scores, answered, attempts)


def hash_answers(blocks: Sequence[QBlock], answers: ByQuestion) -> str:
    """Return a digest of the Q matrix and of all answers to its questions, in any order."""
    digest = hashlib.sha256()
    for block in sorted(blocks, key=lambda block: block.questions):
        digest.update(repr((block.questions, block.points)).encode() + block.q.tobytes())
        for question in block.questions:
            told = sorted(_tell(answer) for answer in answers.get(question, ()))
            digest.update(repr((question, told)).encode())
    return digest.hexdigest()


def _tell(answer: Answer) -> tuple[str, str, float, str]:
    return answer.learner_id, answer.at or "", answer.score, answer.event_id


def to_day(at: str | None) -> float:
    """Return days since 1970 of a time, NaN of None."""
    return datetime.fromisoformat(at).timestamp() / _SECONDS if at else float("nan")


def from_day(day: float) -> str | None:
    """Return the time of a day since 1970 to the second; None of NaN and of the far future."""
    if not day < to_day("9000-01-01T00:00:00Z"):
        return None
    moment = datetime.fromtimestamp(round(day * _SECONDS), UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
