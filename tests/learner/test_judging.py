"""What a fitted model says of one learner, whoever else is judged beside."""

from dataclasses import replace

import numpy as np
import pytest

from graph.events import Answer
from graph.learners import Mastery
from learner.answer_sheets import fill_sheet, group_answers
from learner.blocks import QBlock
from learner.fitted import FittedDiagnosis, fit_block
from learner.judging import judge
from learner.mean_field import MeanField
from learner.retention import NEVER, Forgetting

AT = "2026-02-01T00:00:00Z"
FORGETS = Forgetting(1.0, 0.6, 0.3)
BLOCK = QBlock(("q1", "q2"), ("p1", "p2"), np.eye(2, dtype=bool))
TIMES = {"dated": "2026-01-01T00:00:00Z", "undated": None}


def answer(learner: str, question: str, score: float, at: str | None, number: int = 0) -> Answer:
    return Answer(learner, question, score, at, f"{learner}-{question}-{number}")


def fit(answers: list[Answer], forgetting: Forgetting) -> FittedDiagnosis:
    block = fit_block(BLOCK, fill_sheet(BLOCK, group_answers(answers)), forgetting)
    return FittedDiagnosis("v", (block,), forgetting)


def repeat(learner: str, at: str | None, scores: tuple[float, ...]) -> list[Answer]:
    return [answer(learner, "q1", score, at, number) for number, score in enumerate(scores)]


def of(learner: str, found: list[Mastery]) -> list[Mastery]:
    return [each for each in found if each.learner_id == learner]


@pytest.mark.parametrize("fitted_to", ["dated", "undated"])
@pytest.mark.parametrize("forgetting", [NEVER, FORGETS])
def test_a_learner_is_judged_alone_as_among_others(fitted_to: str, forgetting: Forgetting) -> None:
    without = repeat("u", None, (1.0, 1.0, 0.0))
    others = [answer("v", "q1", 1.0, TIMES["dated"]), answer("v", "q2", 0.0, TIMES["dated"])]
    known = [answer("v", "q1", 1.0, TIMES[fitted_to]), *without]
    fitted = fit(known, forgetting)
    assert of("u", judge(fitted, without + others, AT)) == judge(fitted, without, AT)


@pytest.mark.parametrize(("forgetting", "expected"), [(NEVER, 1), (FORGETS, 9)])
@pytest.mark.parametrize("apart", [False, True])
def test_evidence_counts_the_answers_that_were_judged(
    forgetting: Forgetting, expected: int, apart: bool
) -> None:
    """Of several answers to a question the last one, or all where something is forgotten."""
    told = [answer("u", "q1", 1.0, f"2026-01-0{n}T00:00:00Z", n) for n in range(1, 10)]
    fitted = fit(told, forgetting)
    if apart:
        [each] = fitted.blocks
        model = MeanField(BLOCK.q, each.model.slip, each.model.guess, np.array([0.5, 0.5]))
        fitted = replace(fitted, blocks=(replace(each, model=model),))
    first, second = judge(fitted, told)
    assert (first.evidence, first.evidenced) == (expected, True)
    assert (second.evidence, second.evidenced) == (0, False)
