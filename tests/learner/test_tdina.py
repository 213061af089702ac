"""The paper's factor of time, worked by hand."""

import numpy as np
import pytest

from learner.responses import Asked, Attempts
from learner.tdina import weigh_time


def weigh(scores: list[float], days: list[float], at: float) -> float:
    count = len(days)
    told = Attempts(
        np.zeros(count, int), np.zeros(count, int), np.array(scores), np.array(days, float)
    )
    asked = Asked(np.array([0]), np.array([0]), np.array([at]))
    return float(weigh_time(told, asked, 1.0, 0.1)[0])


def test_the_factor_of_the_worked_example() -> None:
    assert weigh([1, 0, 1], [0, 3, 10], 12) == pytest.approx(0.373308, abs=1e-6)
    assert 0.9 * weigh([1, 0, 1], [0, 3, 10], 12) == pytest.approx(0.335977, abs=1e-6)


def test_only_what_is_strictly_earlier_counts() -> None:
    assert weigh([1, 0], [2, 5], 5) == pytest.approx(np.exp(-0.3))
    assert weigh([1, 1], [5, 8], 5) == 1.0
    assert weigh([1], [np.nan], 5) == 1.0
    assert weigh([1], [2], np.nan) == 1.0


def test_after_wrong_answers_alone_it_says_never() -> None:
    assert weigh([0, 0.5], [1, 2], 5) == 0.0
