"""What lies before an answer: order, equal times, no times, wrong numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from learner.errors import ScoresError
from learner.practice import (
    find_earlier,
    has_times,
    list_attempts,
    trace_all,
    trace_practice,
    trace_skills,
)
from learner.responses import Asked, Attempts, Responses, make_responses

Q = np.array([[1, 0], [0, 1], [1, 1]], bool)
NAN = float("nan")


def attempts_of(*rows: tuple[int, int, float, float]) -> Attempts:
    learner, item, score, day = zip(*rows, strict=True)
    return Attempts(np.array(learner), np.array(item), np.array(score), np.array(day))


def ask(learner: int, item: int, day: float) -> Asked:
    return Asked(np.array([learner]), np.array([item]), np.array([day]))


def test_days_and_successes_since_each_skill_was_practised() -> None:
    told = attempts_of((0, 0, 1.0, 1.0), (0, 2, 0.5, 4.0), (1, 0, 1.0, 6.0), (0, 1, 1.0, 9.0))
    found = trace_practice(told, Q, ask(0, 2, 8.0))
    assert found.days.tolist() == [4.0, 4.0]
    assert found.successes.tolist() == [1.5, 0.5]


def test_equal_times_and_unknown_times_are_not_before() -> None:
    told = attempts_of((0, 0, 1.0, NAN), (0, 0, 1.0, 5.0), (0, 2, 1.0, 5.0), (0, 2, 1.0, 6.0))
    found = trace_practice(told, Q, Asked(told.learner, told.item, told.day))
    assert found.row.tolist() == [0, 1, 2, 2, 3, 3]
    np.testing.assert_array_equal(found.days, [NAN, NAN, NAN, NAN, 1.0, 1.0])
    assert found.successes.tolist() == [0.0, 0.0, 0.0, 0.0, 2.0, 1.0]


def test_after_everything_the_last_day_and_all_successes_are_known() -> None:
    told = attempts_of((0, 0, 1.0, 3.0), (0, 2, 0.5, 7.0), (1, 1, 1.0, 2.0), (1, 1, 1.0, NAN))
    last, successes = trace_all(told, Q, 3)
    np.testing.assert_array_equal(last, [[7.0, 7.0], [NAN, 2.0], [NAN, NAN]])
    assert successes.tolist() == [[1.5, 0.5], [0.0, 1.0], [0.0, 0.0]]
    last, successes = trace_all(told, Q, 3, day=7.0)
    np.testing.assert_array_equal(last, [[3.0, NAN], [NAN, 2.0], [NAN, NAN]])
    one = trace_skills(told, Q, ask(0, 1, np.inf))
    assert (one[0].tolist(), one[1].tolist()) == ([7.0], [0.5])


def test_no_attempt_is_no_practice() -> None:
    none = list_attempts(make_responses(np.zeros((2, 3)), np.zeros((2, 3)), Q))
    last, successes = trace_all(none, Q, 2)
    assert np.isnan(last).all()
    assert not successes.any()
    assert trace_practice(none, Q, Asked(none.learner, none.item, none.day)).rows == 0


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 4)), max_size=12))
def test_spans_hold_what_a_search_by_hand_finds(events: list[tuple[int, int]]) -> None:
    group = np.array([group for group, _ in events], dtype=np.int64)
    day = np.array([day for _, day in events], dtype=np.float64)
    spans = find_earlier(group, day, group, day)
    for place, (own, when) in enumerate(events):
        found = set(spans.order[spans.first[place] : spans.end[place]].tolist())
        assert found == {other for other, (g, d) in enumerate(events) if g == own and d < when}


def test_a_table_without_times_is_each_cell_once() -> None:
    found = list_attempts(make_responses([[1, 0, 0.5]], [[1, 0, 1]], Q))
    assert found.item.tolist() == [0, 2]
    assert found.score.tolist() == [1.0, 0.5]
    assert not has_times(make_responses([[1, 0, 0]], [[1, 0, 1]], Q))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((0, 3, 1.0, 1.0), "a known item, 0 to 2, found 3"),
        ((2, 0, 1.0, 1.0), "a known learner, 0 to 0, found 2"),
        ((0, 0, 1.5, 1.0), r"score in \[0, 1\], found 1.5"),
    ],
)
def test_an_attempt_that_cannot_be_is_refused(
    row: tuple[int, int, float, float], said: str
) -> None:
    seen = Responses(np.zeros((1, 3)), np.ones((1, 3), bool), Q, attempts_of(row))
    with pytest.raises(ScoresError, match=f"attempt 0: expected a? ?{said}"):
        list_attempts(seen)
