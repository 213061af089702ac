"""Features, worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner.errors import FeaturesError
from learner.features import RankScale, RobustScale, summarise_past

EVENTS = [(7, 10.0, 1.0), (7, 5.0, 0.0), (8, 1.0, 0.5), (7, 20.0, 0.5)]
NAN = math.nan


def test_only_what_was_before_a_time_counts() -> None:
    past = summarise_past(EVENTS, [7, 7, 7, 8, 9], [5.0, 20.0, 21.0, 99.0, 99.0])
    assert past.count.tolist() == [0, 2, 3, 1, 0]
    assert past.mean[1:4].tolist() == [0.5, 0.5, 0.5]
    assert past.last[1:4].tolist() == [1.0, 0.5, 0.5]
    assert np.isnan(past.mean[[0, 4]]).all()
    assert np.isnan(past.last[[0, 4]]).all()


def test_no_events_are_no_past() -> None:
    assert summarise_past([], [1], [5.0]).count.tolist() == [0]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(-5, 5)), max_size=30),
    st.integers(0, 9),
)
def test_what_comes_later_changes_nothing(events: list[tuple[int, int, int]], time: int) -> None:
    earlier = [event for event in events if event[1] < time]
    whole, cut = (summarise_past(table, range(4), [time] * 4) for table in (events, earlier))
    np.testing.assert_array_equal(whole.count, cut.count)
    np.testing.assert_allclose(whole.mean, cut.mean)
    np.testing.assert_array_equal(whole.last, cut.last)


def test_the_distance_from_the_median_is_counted_in_quartile_ranges_and_cut_off() -> None:
    scale = RobustScale.fit([[1.0], [2.0], [3.0], [4.0], [1000.0]])
    assert (scale.median.tolist(), scale.spread.tolist()) == ([3.0], [2.0])
    scaled = scale.apply([[3.0], [1.0], [1000.0], [-1000.0]])
    assert scaled.values.ravel().tolist() == [0.0, -1.0, 4.0, -4.0]


def test_what_is_missing_is_the_middle_and_is_marked() -> None:
    for scale in (RobustScale.fit([[1.0], [NAN], [3.0]]), RankScale.fit([[1.0], [NAN], [3.0]])):
        scaled = scale.apply([[NAN], [2.0]])
        assert scaled.values.ravel().tolist() == [0.0, 0.0]
        assert scaled.missing.ravel().tolist() == [True, False]


def test_a_feature_that_nobody_has_is_missing_everywhere() -> None:
    for scale in (RobustScale.fit([[NAN], [NAN]]), RankScale.fit([[NAN], [NAN]])):
        assert scale.apply([[1.0], [NAN]]).missing.all()


def test_a_constant_feature_is_0_at_its_value_and_cut_off_elsewhere() -> None:
    scaled = RobustScale.fit([[2.0], [2.0], [2.0]]).apply([[2.0], [3.0], [1.0]])
    assert scaled.values.ravel().tolist() == [0.0, 4.0, -4.0]


def test_a_rank_is_the_share_below_with_ties_in_the_middle() -> None:
    scale = RankScale.fit([[1.0], [2.0], [2.0], [900.0]])
    scaled = scale.apply([[0.0], [1.0], [2.0], [900.0], [1e9]])
    assert scaled.values.ravel().tolist() == [-1.0, -0.75, 0.0, 0.75, 1.0]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_a_monotone_change_of_a_feature_keeps_its_ranks(column: list[float]) -> None:
    table = np.array(column)[:, None]
    grown = np.sign(table) * table**2 * 2.0
    order = np.argsort(RankScale.fit(table).apply(table).values.ravel(), kind="stable")
    assert (np.diff(grown.ravel()[order]) >= 0.0).all()


@pytest.mark.parametrize("table", [[1.0, 2.0], [[math.inf]], [[[1.0]]]])
def test_what_is_no_table_is_refused(table: object) -> None:
    with pytest.raises(FeaturesError, match="table: expected"):
        RobustScale.fit(np.array(table))


def test_other_features_than_those_fitted_are_refused() -> None:
    with pytest.raises(FeaturesError, match="expected rows x 2 features"):
        RankScale.fit([[1.0, 2.0]]).apply([[1.0]])


@pytest.mark.parametrize(
    ("events", "learners", "times"),
    [
        ([(1, 2)], [1], [1.0]),
        (EVENTS, [1, 2], [1.0]),
        ([(1, NAN, 1)], [1], [1.0]),
        (EVENTS, [1], [NAN]),
    ],
)
def test_what_is_no_table_of_events_is_refused(
    events: list[tuple[float, ...]], learners: list[int], times: list[float]
) -> None:
    with pytest.raises(FeaturesError, match="events: expected"):
        summarise_past(events, learners, times)
