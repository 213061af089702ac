"""How hard the questions of the graph are, and which of them lie near the boundary."""

from dataclasses import dataclass

import numpy as np

from graph.events import list_answers
from graph.learners import GROUP_FLOOR
from graph.resources import Question, list_questions
from graph.store import Store
from learner.answer_sheets import fill_sheet, group_answers
from learner.blocks import QBlock
from learner.difficulty import Sense, classify_items, list_borderline, measure_difficulty
from learner.responses import Responses

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class QuestionDifficulty:
    """How hard a question is.

    Attributes:
        answers: learners who answered it.
        difficulty: shrunk share of wrong answers, 0 easy to 1 hard; of a question that nobody
            answered its source's label, else 0.5; None where only a few learners answered.
        complex: at the boundary of 0.6 or above, in the sense asked for.
        borderline: another sample of learners may turn it.
    """

    question_id: str
    title: str | None
    course_id: str | None
    answers: int
    difficulty: float | None
    complex: bool | None
    borderline: bool


def review_difficulty(store: Store, sense: Sense = "wrong_rate") -> list[QuestionDifficulty]:
    """Return every question with its difficulty, the hardest first.

    What fewer than ten learners answered is not told, since it would tell of them.
    """
    questions = list_questions(store)
    ids = tuple(question.question_id for question in questions)
    q = np.zeros((len(ids), 1), dtype=bool)
    sheet = fill_sheet(QBlock(ids, ("",), q), group_answers(list_answers(store)))
    responses = Responses(sheet.scores, sheet.answered, q)
    labels = np.array([_to_label(question) for question in questions], dtype=np.float64)
    hard = measure_difficulty(responses, labels)
    tries = sheet.answered.sum(axis=0)
    near = set(list_borderline(hard, tries, sense).tolist())
    heavy = classify_items(hard, sense)
    found = [
        _describe(question, int(tries[n]), float(hard[n]), bool(heavy[n]), n in near)
        for n, question in enumerate(questions)
    ]
    return sorted(found, key=_order)


def _order(one: QuestionDifficulty) -> tuple[float, str]:
    return (1.0 if one.difficulty is None else -one.difficulty, one.question_id)


def _describe(
    question: Question, answers: int, hard: float, heavy: bool, near: bool
) -> QuestionDifficulty:
    told = not 0 < answers < GROUP_FLOOR
    return QuestionDifficulty(
        question.question_id,
        question.title,
        question.course_id,
        answers,
        round(hard, _DIGITS) if told else None,
        heavy if told else None,
        near and answers >= GROUP_FLOOR,
    )


def _to_label(question: Question) -> float:
    return float("nan") if question.difficulty is None else question.difficulty
