"""What is retained: worked numbers, properties, refusals."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner.errors import RetentionError
from learner.retention import Curve, days_until, retain

CONSTANTS: dict[str, Any] = {"tau": 1.0, "delta": 0.3, "gamma": 0.5}
curves = st.sampled_from(["power", "exp"])


def test_retention_of_the_worked_example() -> None:
    found = retain([1, 7, 7, 30, 30], [0, 0, 3, 0, 3], **CONSTANTS)
    assert found == pytest.approx([0.81225, 0.53589, 0.77916, 0.35694, 0.66227], abs=5e-6)
    assert found[1] * found[4] == pytest.approx(0.35490, abs=5e-6)


def test_the_exponential_curve() -> None:
    assert retain(2.0, 1.0, curve="exp", **CONSTANTS) == pytest.approx(np.exp(-2 / 1.5))


def test_what_has_no_time_or_lies_in_the_future_is_retained() -> None:
    assert retain([np.nan, 0.0, -3.0], 0, **CONSTANTS) == pytest.approx(1.0)


@given(curves, st.floats(0.1, 400), st.integers(0, 20))
def test_retention_falls_with_time_and_rises_with_success(
    curve: Curve, days: float, right: int
) -> None:
    sooner, later, firmer = retain(
        [days, days + 1, days + 1], [right, right, right + 1], curve=curve, **CONSTANTS
    )
    assert 1 > sooner > later >= 0
    assert firmer > later


@given(curves, st.floats(0.05, 0.99), st.integers(0, 20))
def test_on_the_day_of_review_the_threshold_is_reached(
    curve: Curve, threshold: float, right: int
) -> None:
    day = days_until(right, threshold, curve=curve, **CONSTANTS)
    assert retain(day, right, curve=curve, **CONSTANTS) == pytest.approx(threshold)


def test_what_is_never_forgotten_needs_no_review() -> None:
    assert days_until([0, 3], tau=1.0, delta=0.0, gamma=0.5) == pytest.approx(np.inf)
    assert retain(1e9, 0, tau=1.0, delta=0.0, gamma=0.5) == 1.0


@pytest.mark.parametrize("wrong", [{"tau": 0.0}, {"delta": -1.0}, {"gamma": np.nan}])
def test_constants_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(RetentionError, match="expected tau above 0"):
        retain(1.0, 0, **(CONSTANTS | wrong))
    with pytest.raises(RetentionError, match="threshold"):
        days_until(0, 0.0, **CONSTANTS)
