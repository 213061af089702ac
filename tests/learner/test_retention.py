"""What is retained: worked numbers, properties, refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner.errors import RetentionError
from learner.retention import NEVER, Curve, Forgetting

curves = st.sampled_from(["power", "exp"])


def forget(curve: Curve = "power") -> Forgetting:
    return Forgetting(1.0, 0.3, 0.5, curve)


def test_retention_of_the_worked_example() -> None:
    found = forget().retain([1, 7, 7, 30, 30], [0, 0, 3, 0, 3])
    assert found == pytest.approx([0.81225, 0.53589, 0.77916, 0.35694, 0.66227], abs=5e-6)
    assert found[1] * found[4] == pytest.approx(0.35490, abs=5e-6)


def test_the_exponential_curve() -> None:
    assert forget("exp").retain(2.0, 1.0) == pytest.approx(np.exp(-2 / 1.5))


def test_what_has_no_time_or_lies_in_the_future_is_retained() -> None:
    assert forget().retain([np.nan, 0.0, -3.0], 0) == pytest.approx(1.0)


@given(curves, st.floats(0.1, 400), st.integers(0, 20))
def test_retention_falls_with_time_and_rises_with_success(
    curve: Curve, days: float, right: int
) -> None:
    sooner, later, firmer = forget(curve).retain(
        [days, days + 1, days + 1], [right, right, right + 1]
    )
    assert 1 > sooner > later >= 0
    assert firmer > later


@given(curves, st.floats(0.05, 0.99), st.integers(0, 20))
def test_on_the_day_of_review_the_threshold_is_reached(
    curve: Curve, threshold: float, right: int
) -> None:
    day = forget(curve).wait(right, threshold)
    assert forget(curve).retain(day, right) == pytest.approx(threshold)


def test_what_is_never_forgotten_needs_no_review() -> None:
    assert np.isinf(NEVER.wait([0, 3])).all()
    assert NEVER.retain(1e9, 0) == 1.0


@pytest.mark.parametrize("wrong", [(0.0, 0.3, 0.5), (1.0, -1.0, 0.5), (1.0, 0.3, np.nan)])
def test_constants_out_of_range_are_refused(wrong: tuple[float, float, float]) -> None:
    with pytest.raises(RetentionError, match="expected tau above 0"):
        Forgetting(*wrong)
    with pytest.raises(RetentionError, match="threshold"):
        forget().wait(0, 0.0)
