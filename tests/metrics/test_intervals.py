"""Bounds by the bootstrap."""

import math

import numpy as np
import pytest

from metrics.classification import Agreement, measure_auc
from metrics.intervals import (
    add_agreements,
    bound_draws,
    bound_f1,
    draw_resamples,
    keep_asked,
    resample_auc,
    resample_mean,
)

GOOD, BAD = Agreement(10, 10, 10, 10), Agreement(10, 0, 10, 0)


def test_agreements_add_up() -> None:
    assert add_agreements([GOOD, BAD]) == Agreement(20, 10, 20, 10)


def test_parts_that_are_alike_leave_no_doubt() -> None:
    assert bound_f1([GOOD] * 5, seed=1) == 1


def test_the_bound_is_below_the_figure_and_higher_with_more_parts() -> None:
    few, many = bound_f1([GOOD, BAD] * 4, seed=1), bound_f1([GOOD, BAD] * 100, seed=1)
    assert few < many < add_agreements([GOOD, BAD]).f1


def test_the_same_seed_gives_the_same_bound() -> None:
    assert bound_f1([GOOD, BAD] * 4, seed=7) == bound_f1([GOOD, BAD] * 4, seed=7)


def test_nothing_has_no_bound() -> None:
    assert math.isnan(bound_f1([], seed=1))


def test_a_resample_has_as_many_clusters_as_there_are() -> None:
    drawn = draw_resamples(7, 50, seed=1)
    assert (drawn.sum(axis=1) == 7).all()
    assert (drawn == draw_resamples(7, 50, seed=1)).all()


def test_resamples_without_anybody_asked_are_drawn_anew_among_those_who_are() -> None:
    asked = np.array([True, False, False, True])
    drawn = np.array([[0.0, 3.0, 1.0, 0.0], [1.0, 3.0, 0.0, 0.0], [0.0, 2.0, 2.0, 0.0]])
    kept = keep_asked(drawn, asked, seed=1)
    assert kept[1].tolist() == drawn[1].tolist()
    assert kept[[0, 2]].sum(axis=1).tolist() == [2.0, 2.0]
    assert not kept[[0, 2]][:, ~asked].any()


def test_few_draws_without_a_figure_are_left_out_and_of_many_there_is_no_interval() -> None:
    draws = np.append(np.linspace(0.0, 1.0, 99), math.nan)
    assert bound_draws(draws) == pytest.approx((0.025, 0.975))
    draws[:10] = math.nan
    assert all(math.isnan(end) for end in bound_draws(draws))


def test_a_resampled_mean_is_that_of_the_clusters_drawn() -> None:
    twice_first = np.array([[2.0, 0.0], [1.0, 1.0], [0.0, 2.0]])
    means = resample_mean(np.array([3.0, 0.0]), np.array([4.0, 0.0]), twice_first)
    assert means[:2].tolist() == [0.75, 0.75]
    assert math.isnan(means[2])


def test_the_area_of_a_resample_is_that_of_its_rows_repeated() -> None:
    rng = np.random.default_rng(5)
    chances, right = rng.integers(0, 6, 80) / 5, rng.random(80) < 0.5
    cluster, drawn = rng.integers(0, 10, 80), draw_resamples(10, 20, seed=3)
    areas = resample_auc(chances, right, cluster, drawn)
    for weights, area in zip(drawn, areas, strict=True):
        times = weights[cluster].astype(int)
        expected = measure_auc(np.repeat(chances, times), np.repeat(right, times))
        assert area == pytest.approx(expected)


def test_learners_who_are_alike_inside_leave_more_doubt_than_as_many_single_answers() -> None:
    right = np.repeat(np.random.default_rng(2).random(100) < 0.5, 10).astype(float)
    whole = resample_mean(
        right.reshape(100, 10).sum(axis=1), np.full(100, 10.0), draw_resamples(100, 500, seed=1)
    )
    single = resample_mean(right, np.ones(1000), draw_resamples(1000, 500, seed=1))
    wide, narrow = bound_draws(whole), bound_draws(single)
    assert wide[1] - wide[0] > 2 * (narrow[1] - narrow[0])
