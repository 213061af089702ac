"""The paper's factor of time, worked by hand."""

import numpy as np
import pytest

from learner.errors import RetentionError
from learner.responses import Asked, Attempts, make_responses
from learner.tdina import fit_tdina, weigh_time


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


@pytest.mark.parametrize(("strength", "decay"), [(1.5, 0.1), (1.0, -0.1), (np.nan, 0.1)])
def test_constants_out_of_range_are_refused(strength: float, decay: float) -> None:
    seen = make_responses([[1.0]], [[1]], [[1]])
    with pytest.raises(RetentionError, match="strength in"):
        fit_tdina(seen, strength, decay)
