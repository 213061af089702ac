"""A fixed point of a known slow iteration."""

import numpy as np
import pytest

from learner.squarem import Stop, climb

SLOW = np.array([0.99, 0.9, 0.5])


def halve_the_way(point: np.ndarray) -> tuple[np.ndarray, float]:
    """Linear steps towards 1; the objective is the negated squared distance."""
    return 1 + SLOW * (point - 1), -float(((point - 1) ** 2).sum())


def keep(point: np.ndarray) -> np.ndarray:
    return point


def test_it_finds_the_fixed_point_in_a_tenth_of_the_plain_steps() -> None:
    reached = climb(halve_the_way, keep, np.zeros(3), Stop(0.0, 1e-12))
    assert reached.point == pytest.approx(np.ones(3), abs=1e-4)
    assert reached.iterations < 100


def test_the_objective_never_falls() -> None:
    reached = climb(halve_the_way, keep, np.array([5.0, -3.0, 9.0]), Stop(0.0, 1e-12))
    assert (np.diff(reached.trace) >= 0).all()


def test_the_last_objective_is_that_of_the_point() -> None:
    reached = climb(halve_the_way, keep, np.zeros(3), Stop())
    assert reached.trace[-1] == halve_the_way(reached.point)[1]


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_it_takes_no_more_steps_than_allowed(limit: int) -> None:
    reached = climb(halve_the_way, keep, np.zeros(3), Stop(0.0, 0.0, limit))
    assert (reached.iterations, reached.converged) == (limit, False)


def test_a_jump_that_loses_is_not_kept() -> None:
    def step(point: np.ndarray) -> tuple[np.ndarray, float]:
        after, objective = halve_the_way(point)
        return after, objective if point[0] < 0.05 else objective - 100.0

    reached = climb(step, keep, np.zeros(3), Stop(0.0, 0.0, 5))
    assert (np.diff(reached.trace) >= 0).all()
    assert reached.point[0] < 0.05
