"""What is held out, and what is kept of everybody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from metrics.splits import hold_out_cells, hold_out_later, hold_out_whole

TABLES = arrays(np.bool_, st.tuples(st.integers(1, 8), st.integers(1, 8)))


@settings(max_examples=50)
@given(TABLES, st.sampled_from([0.7, 0.5, 0.3, 0.1]), st.integers(0, 99))
def test_every_learner_keeps_an_answer_and_only_answers_are_held_out(
    answered: np.ndarray, share: float, seed: int
) -> None:
    held = hold_out_cells(answered, share, np.random.default_rng(seed))
    assert not (held & ~answered).any()
    assert ((answered & ~held).any(axis=1) == answered.any(axis=1)).all()


@pytest.mark.parametrize("share", [0.7, 0.5, 0.3, 0.1])
def test_each_learner_of_twenty_answers_is_parted_alike(share: float) -> None:
    held = hold_out_cells(np.ones((50, 20), bool), share, np.random.default_rng(1))
    assert (held.sum(axis=1) == round(20 * share)).all()


def test_a_share_that_makes_no_whole_number_holds_on_average() -> None:
    held = hold_out_cells(np.ones((4000, 5), bool), 0.1, np.random.default_rng(1))
    assert held.mean() == pytest.approx(0.1, abs=0.01)


def test_equal_seeds_hold_out_the_same_and_others_do_not() -> None:
    one, again, other = (
        hold_out_cells(np.ones((9, 9), bool), 0.5, np.random.default_rng(seed))
        for seed in (1, 1, 2)
    )
    assert (one == again).all()
    assert (one != other).any()


@given(st.integers(2, 40), st.floats(0.01, 0.99))
def test_some_are_held_out_whole_and_some_kept(count: int, share: float) -> None:
    held = hold_out_whole(count, share, np.random.default_rng(3))
    assert 0 < held.sum() < count


def test_what_is_later_is_held_out_and_what_has_no_time_is_kept() -> None:
    day = np.array([1.0, np.nan, 2.0, 3.0, 3.0, 4.0])
    assert hold_out_later(day, 0.4).tolist() == [False, False, False, False, False, True]
    assert hold_out_later(day, 0.9).tolist() == [False, False, True, True, True, True]


def test_something_is_held_out_though_the_last_moment_has_most_answers() -> None:
    assert hold_out_later(np.array([1.0, 2.0, 2.0, 2.0]), 0.2).tolist() == [False, True, True, True]


@pytest.mark.parametrize("share", [0.0, 1.0, -0.5, float("nan")])
def test_a_share_of_nothing_or_all_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match=r"expected a number in \(0, 1\)"):
        hold_out_cells(np.ones((2, 2), bool), share, np.random.default_rng(1))


def test_one_item_or_one_moment_cannot_be_parted() -> None:
    with pytest.raises(ValueError, match="expected 2 or more, found 1"):
        hold_out_whole(1, 0.5, np.random.default_rng(1))
    with pytest.raises(ValueError, match="expected 2 times or more, found 0"):
        hold_out_later(np.array([np.nan, np.nan]), 0.5)
