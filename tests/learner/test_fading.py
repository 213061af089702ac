"""Constants of forgetting are found where there is forgetting, and nothing where there is none."""

import numpy as np
import pytest

from learner.fading import LEAST, NEVER, HeldOut, choose_forgetting, keep, wait_for_review
from learner.retrieval import Forgetting


def draw(truth: Forgetting, answers: int, seed: int = 5) -> HeldOut:
    """Answers of learners who have the one skill, some days after they practised it."""
    rng = np.random.default_rng(seed)
    days, won = rng.exponential(20.0, (answers, 1)), rng.integers(0, 6, (answers, 1)).astype(float)
    able = rng.random(answers) < 0.7
    chance = 0.2 + 0.7 * able * keep(truth, days, won)[:, 0]
    score = (rng.random(answers) < chance).astype(float)
    rates = np.full(answers, 0.1), np.full(answers, 0.2)
    return HeldOut(score, np.where(able, 0.95, 0.05), *rates, days, won)


def test_the_constants_that_made_the_answers_are_found_again() -> None:
    found = choose_forgetting([draw(Forgetting(1.0, 0.6, 0.3), 6_000)])
    assert (found.delta, found.gamma) == (0.6, 0.3)


@pytest.mark.parametrize("seed", range(5))
def test_chance_alone_makes_nobody_forget(seed: int) -> None:
    assert choose_forgetting([draw(NEVER, 2_000, seed)]) == NEVER


def test_too_few_answers_say_nothing_of_forgetting() -> None:
    assert choose_forgetting([draw(Forgetting(1.0, 0.8, 0.1), LEAST - 1)]) == NEVER
    assert choose_forgetting([]) == NEVER


def test_what_is_never_forgotten_needs_no_review() -> None:
    assert np.isinf(wait_for_review(NEVER, np.array([0.0, 3.0]))).all()
    assert keep(NEVER, np.array([1e6]), np.array([0.0])).tolist() == [1.0]
