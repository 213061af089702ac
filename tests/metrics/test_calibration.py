"""Losses and calibration, by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calibration import (
    list_bins,
    lose_log,
    measure_ece,
    measure_log_loss,
    measure_rmse,
    share_among_bins,
)


def test_losses_by_hand() -> None:
    chances, right = [0.8, 0.5, 0.1], [True, False, False]
    assert measure_log_loss(chances, right) == pytest.approx(
        -(math.log(0.8) + math.log(0.5) + math.log(0.9)) / 3
    )
    assert measure_rmse(chances, right) == pytest.approx(math.sqrt((0.04 + 0.25 + 0.01) / 3))


def test_a_sure_mistake_costs_the_floor_and_no_more() -> None:
    assert lose_log([1.0, 0.0], [False, True]) == pytest.approx([-math.log(1e-4)] * 2)


def test_the_calibration_error_weighs_bins_by_count() -> None:
    chances, right = [0.2, 0.3, 0.9, 0.9, 0.9], [False, True, True, True, False]
    assert measure_ece(chances, right, bins=2) == pytest.approx(
        3 / 5 * abs(1.4 / 3 - (1 + 2 / 3) / 3) + 2 / 5 * abs(0.9 - 2 / 3)
    )


def test_bins_go_from_low_to_high_and_empty_ones_are_left_out() -> None:
    told = list_bins([0.9, 0.1], [True, False], bins=10)
    assert [(one.count, one.chance, one.share) for one in told] == [(1, 0.1, 0.0), (1, 0.9, 1.0)]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_bins_differ_by_one_answer_at_most(chances: list[float]) -> None:
    shares = share_among_bins(chances)
    counts = shares.sum(axis=0)
    assert counts.max() - counts.min() <= 1 + 1e-9
    assert shares.sum(axis=1) == pytest.approx(1.0)


def test_equal_chances_are_shared_alike_whatever_their_order() -> None:
    right = np.repeat([0.0, 1.0], 500)
    mixed = np.random.default_rng(0).permutation(right)
    assert measure_ece(np.full(1000, 0.5), right) == pytest.approx(0.0, abs=1e-12)
    assert measure_ece(np.full(1000, 0.5), mixed) == pytest.approx(0.0, abs=1e-12)
    some = share_among_bins([0.5, 0.1, 0.5, 0.5], bins=2)
    assert some.tolist() == [[1 / 3, 2 / 3], [1.0, 0.0], [1 / 3, 2 / 3], [1 / 3, 2 / 3]]


def test_what_means_what_it_says_has_almost_no_error() -> None:
    chances = np.random.default_rng(1).random(20_000)
    right = np.random.default_rng(2).random(20_000) < chances
    assert measure_ece(chances, right) < 0.02
    assert measure_ece(np.sqrt(chances), right) > 0.1


def test_nothing_has_no_figure() -> None:
    none: list[float] = []
    assert all(math.isnan(f(none, none)) for f in (measure_log_loss, measure_rmse, measure_ece))
