"""Which questions and points are diagnosed together: a unit, or what questions join. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.resources import QEntry
from learner.errors import UnionsError
from learner.unions import list_blocks, list_unions

LIMIT = 1_024


@dataclass(frozen=True, slots=True)
class QBlock:
    """A part of the Q matrix that is fitted by itself.

    Attributes:
        questions: ids of the ``N`` rows; ``points`` of the ``K`` columns.
        q: ``(N, K)`` whether the question needs the point.
    """

    questions: tuple[str, ...]
    points: tuple[str, ...]
    q: NDArray[np.bool_]


def split_q_matrix(entries: Sequence[QEntry], chapters: Mapping[str, str]) -> list[QBlock]:
    """Cut the Q matrix into blocks that share no question.

    A block is the points of one chapter (``chapters`` by point id, course and title) and those
    that questions join to them, so that what is learnt together tells of each other; where that
    makes more than :data:`LIMIT` distinguishable groups, only what questions join.
    """
    if not entries:
        return []
    questions = sorted({entry.question_id for entry in entries})
    points = sorted({entry.point_id for entry in entries})
    q = np.zeros((len(questions), len(points)), dtype=bool)
    row, column = {k: i for i, k in enumerate(questions)}, {k: i for i, k in enumerate(points)}
    for entry in entries:
        q[row[entry.question_id], column[entry.point_id]] = True
    titles = sorted({chapters[point] for point in points if point in chapters})
    together = np.array([[chapters.get(p) == title for p in points] for title in titles], bool)
    joined = np.vstack([q, together.reshape(len(titles), len(points))])
    found = []
    for items, skills in list_blocks(joined):
        rows = [int(item) for item in items if item < len(questions)]
        block = _cut(q, questions, points, rows, [int(skill) for skill in skills])
        found += [block] if _is_small(block) else _split_by_questions(block)
    return [block for block in found if block.questions]


def _split_by_questions(block: QBlock) -> list[QBlock]:
    return [
        _cut(
            block.q,
            block.questions,
            block.points,
            [int(i) for i in items],
            [int(s) for s in skills],
        )
        for items, skills in list_blocks(block.q)
    ]


def _cut(
    q: NDArray[np.bool_],
    questions: Sequence[str],
    points: Sequence[str],
    rows: Sequence[int],
    columns: Sequence[int],
) -> QBlock:
    return QBlock(
        tuple(questions[row] for row in rows),
        tuple(points[column] for column in columns),
        q[np.ix_(rows, columns)],
    )


def _is_small(block: QBlock) -> bool:
    try:
        list_unions(block.q, LIMIT)
    except UnionsError:
        return False
    return True
