"""When skills were practised, on attempts worked by hand."""

import numpy as np

from learner.last_practice import sum_practice, trace_practice
from learner.responses import Attempts

Q = np.array([[1, 0], [0, 1], [1, 1]], bool)
NAN = np.nan


def attempt(*rows: tuple[int, int, float, float]) -> Attempts:
    """Rows of learner, item, score and day."""
    learner, item, score, day = (np.array(column) for column in zip(*rows, strict=True))
    return Attempts(learner.astype(np.int64), item.astype(np.int64), score, day)


def test_the_newest_answer_that_needs_a_skill_is_its_last_practice() -> None:
    found = sum_practice(attempt((0, 0, 1.0, 3.0), (0, 2, 0.5, 7.0), (1, 1, 1.0, 2.0)), Q, 3)
    np.testing.assert_array_equal(found.last, [[7.0, 7.0], [NAN, 2.0], [NAN, NAN]])
    np.testing.assert_array_equal(found.successes, [[1.5, 0.5], [0.0, 1.0], [0.0, 0.0]])


def test_an_answer_without_a_time_counts_as_a_success_but_not_as_practice() -> None:
    found = sum_practice(attempt((0, 0, 1.0, NAN)), Q, 1)
    assert np.isnan(found.last).all()
    assert found.successes.tolist() == [[1.0, 0.0]]


def test_an_attempt_comes_after_the_earlier_ones_of_its_learner_alone() -> None:
    rows = [(0, 0, 1.0, 1.0), (1, 0, 1.0, 2.0), (0, 2, 1.0, 4.0), (0, 1, 0.0, 9.0)]
    found = trace_practice(attempt(*rows), Q)
    np.testing.assert_array_equal(found.last, [[NAN, NAN], [NAN, NAN], [1.0, NAN], [4.0, 4.0]])
    assert found.successes.tolist() == [[0.0, 0.0], [0.0, 0.0], [1.0, 0.0], [2.0, 1.0]]


def test_attempts_at_the_same_time_are_no_history_of_each_other() -> None:
    rows = [(0, 0, 1.0, 5.0), (0, 1, 1.0, 5.0), (0, 2, 1.0, 6.0)]
    found = trace_practice(attempt(*rows), Q)
    assert np.isnan(found.last[:2]).all()
    assert (found.last[2].tolist(), found.successes[2].tolist()) == ([5.0, 5.0], [1.0, 1.0])


def test_without_a_time_an_attempt_follows_nothing_and_comes_first() -> None:
    found = trace_practice(attempt((0, 0, 1.0, 5.0), (0, 0, 1.0, NAN)), Q)
    assert np.isnan(found.last).all()
    assert found.successes.tolist() == [[1.0, 0.0], [0.0, 0.0]]


def test_no_attempt_is_no_practice() -> None:
    nothing = np.zeros(0)
    none = Attempts(nothing.astype(np.int64), nothing.astype(np.int64), nothing, nothing)
    assert trace_practice(none, Q).last.shape == (0, 2)
    assert np.isnan(sum_practice(none, Q, 2).last).all()
