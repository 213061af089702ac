"""Areas and losses worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.classification import measure_auc, measure_log_loss

outcomes = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=30)


def test_area_counts_ties_half() -> None:
    assert measure_auc([0.9, 0.5, 0.5, 0.1], [1, 1, 0, 0]) == 0.875


@given(outcomes)
def test_area_is_the_share_of_ordered_pairs(rows: list[tuple[int, bool]]) -> None:
    ups = [value for value, positive in rows if positive]
    downs = [value for value, positive in rows if not positive]
    pairs = [(up > down) + 0.5 * (up == down) for up in ups for down in downs]
    expected = float(np.mean(pairs)) if pairs else math.nan
    assert measure_auc(*zip(*rows, strict=True)) == pytest.approx(expected, nan_ok=True)


def test_log_loss_of_a_fair_coin_is_log_two() -> None:
    assert measure_log_loss([0.5, 0.5], [1, 0]) == pytest.approx(math.log(2))


def test_log_loss_counts_a_partial_score_as_its_share() -> None:
    expected = -(0.3 * math.log(0.8) + 0.7 * math.log(0.2))
    assert measure_log_loss([0.8], [0.3]) == pytest.approx(expected)


def test_certainty_that_fails_costs_no_more_than_the_edge_says() -> None:
    assert measure_log_loss([1.0], [0], edge=1e-3) == pytest.approx(-math.log(1e-3))


def test_log_loss_of_nothing_is_no_number() -> None:
    assert math.isnan(measure_log_loss([], []))


@pytest.mark.parametrize("measure", [measure_auc, measure_log_loss])
def test_other_counts_of_chances_and_outcomes_are_refused(measure: object) -> None:
    with pytest.raises(ValueError, match="expected 2 of them, found 1"):
        measure([0.5, 0.5], [1])  # type: ignore[operator]
