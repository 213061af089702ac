"""Forgetting is found in answers that were forgotten, and not where no time is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from graph.events import Answer
from learner.blocks import QBlock
from learner.forgetting import LEAST
from learner.held_out import HeldOut, choose_forgetting, find_forgetting
from learner.practice import Practice
from learner.retention import NEVER, Forgetting

BLOCK = QBlock(
    tuple(f"q{number}" for number in range(8)),
    ("keys", "joins"),
    np.array([[1, 0]] * 4 + [[0, 1]] * 4, dtype=bool),
)
FIRST = datetime(2026, 1, 1, 9, tzinfo=UTC)


def sit_twice(learner: str, rng: np.random.Generator, kept: float) -> list[Answer]:
    """All questions on one day, and two of them again weeks later, when some is ``kept``."""
    held = rng.random(2) < 0.7
    able = np.where(np.arange(8) < 4, *held)
    later = FIRST + timedelta(days=int(rng.integers(20, 60)))
    asked = [(n, FIRST, 1.0) for n in range(8)] + [(int(n), later, kept) for n in (1, 5)]
    return [
        Answer(
            learner,
            BLOCK.questions[n],
            float(rng.random() < (0.1 + 0.8 * able[n] * share)),
            (moment + timedelta(minutes=n)).isoformat().replace("+00:00", "Z"),
            f"{learner}-{n}-{moment}",
        )
        for n, moment, share in asked
    ]


def sit_all(kept: float) -> list[Answer]:
    rng = np.random.default_rng(3)
    return [each for n in range(150) for each in sit_twice(f"l{n}", rng, kept)]


def test_forgetting_is_found_in_answers_that_were_forgotten() -> None:
    assert find_forgetting([BLOCK], sit_all(0.3)).delta >= 0.4
    assert find_forgetting([BLOCK], sit_all(1.0)) == NEVER


def test_answers_without_a_time_tell_nothing_of_forgetting() -> None:
    assert find_forgetting([BLOCK], [replace(each, at=None) for each in sit_all(0.3)]) == NEVER
    assert find_forgetting([BLOCK], []) == NEVER


def draw(truth: Forgetting, answers: int, seed: int = 5) -> HeldOut:
    """Answers of learners who have the one skill, some days after they practised it."""
    rng = np.random.default_rng(seed)
    days, won = rng.exponential(20.0, answers), rng.integers(0, 6, answers).astype(float)
    able = rng.random(answers) < 0.7
    chance = 0.2 + 0.7 * able * truth.retain(days, won)
    score = (rng.random(answers) < chance).astype(float)
    rates = np.full(answers, 0.1), np.full(answers, 0.2)
    practice = Practice(np.arange(answers), days, won, answers)
    return HeldOut(score, np.where(able, 0.95, 0.05), *rates, practice)


def test_the_constants_that_made_the_answers_are_found_again() -> None:
    parts = [draw(Forgetting(1.0, 0.6, 0.3), 3_000, seed) for seed in (5, 6)]
    found = choose_forgetting(parts)
    assert (found.delta, found.gamma) == (0.6, 0.3)


@pytest.mark.parametrize("seed", range(5))
def test_chance_alone_makes_nobody_forget(seed: int) -> None:
    assert choose_forgetting([draw(NEVER, 2_000, seed)]) == NEVER


def test_too_few_answers_say_nothing_of_forgetting() -> None:
    assert choose_forgetting([draw(Forgetting(1.0, 0.8, 0.1), LEAST - 1)]) == NEVER
    assert choose_forgetting([]) == NEVER
