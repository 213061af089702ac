"""Forgetting is found in answers that were forgotten, and not where no time is known."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from graph.events import Answer
from learner.blocks import QBlock
from learner.fading import NEVER
from learner.held_out import find_forgetting

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
