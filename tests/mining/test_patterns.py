"""What patterns say of the next step, by hand and against the formula."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.histories import stack_histories
from mining.patterns import choose_paths, find_reason, keep_common, score_next, unpack_patterns
from mining.prefixspan import find_patterns

FOUR = [[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3], [1, 2, 3]]
sequences = st.lists(st.integers(0, 3), max_size=7)


def test_after_a_and_b_the_patterns_speak_for_d() -> None:
    """D: ad .85, abd 2, bd 1; b: ab .85."""
    patterns = find_patterns(stack_histories(FOUR), 3)
    assert score_next(patterns, [0, 1], 4).tolist() == pytest.approx([0, 0.85, 0, 3.85])


def test_a_history_that_nothing_matches_has_no_scores() -> None:
    patterns = find_patterns(stack_histories(FOUR), 3)
    assert score_next(patterns, [7, 9], 4).tolist() == [0, 0, 0, 0]
    assert score_next(patterns, [], 4).tolist() == [0, 0, 0, 0]
    assert score_next(find_patterns(stack_histories([]), 3), [0], 4).tolist() == [0, 0, 0, 0]


def test_under_a_gap_limit_a_match_too_far_back_says_nothing() -> None:
    patterns = find_patterns(stack_histories([[0, 1]] * 3), 3, max_gap=2)
    assert score_next(patterns, [0], 2)[1] == 1.0
    assert score_next(patterns, [0, 5], 2)[1] == 0.85
    assert score_next(patterns, [0, 5, 5], 2)[1] == 0.0


def score_by_the_formula(
    supports: dict[tuple[int, ...], int], history: list[int], gap: int | None
) -> list[float]:
    scores = [0.0] * 4
    for pattern, support in supports.items():
        prefix = pattern[:-1]
        ends = [
            places[-1]
            for places in combinations(range(len(history)), len(prefix))
            if prefix
            and tuple(history[place] for place in places) == prefix
            and (gap is None or all(b - a <= gap for a, b in pairwise((*places, len(history)))))
        ]
        if ends:
            distance = len(history) - 1 - max(ends)
            scores[pattern[-1]] += support / supports[prefix] * len(prefix) * 0.85**distance
    return scores


@settings(max_examples=50, deadline=None)
@given(st.lists(sequences, max_size=6), sequences, st.sampled_from([None, 1, 2]))
def test_scores_are_those_of_the_formula(
    past: list[list[int]], history: list[int], gap: int | None
) -> None:
    patterns = find_patterns(stack_histories(past), 1, max_gap=gap)
    supports = dict(zip(patterns.list_all(), patterns.supports.tolist(), strict=True))
    expected = score_by_the_formula(supports, history, gap)
    assert score_next(patterns, history, 4).tolist() == pytest.approx(expected)


@pytest.mark.parametrize("gap", [None, 2])
def test_patterns_come_back_from_the_arrays_they_are_kept_as(gap: int | None) -> None:
    patterns = find_patterns(stack_histories(FOUR), 3, max_gap=gap)
    again = unpack_patterns(patterns.pack())
    assert again.list_all() == patterns.list_all()
    assert np.array_equal(again.supports, patterns.supports)
    assert (again.learners, again.min_count, again.max_gap) == (4, 3, gap)


def test_what_fewer_have_is_left_out() -> None:
    patterns = find_patterns(stack_histories(FOUR), 3)
    least = keep_common(patterns, 4)
    supports = dict(zip(patterns.list_all(), patterns.supports.tolist(), strict=True))
    wanted = {items: count for items, count in supports.items() if count == 4}
    assert dict(zip(least.list_all(), least.supports.tolist(), strict=True)) == wanted
    assert least.bounds.tolist() == [0, 2, 3]
    assert least.min_count == 4


def test_the_pattern_that_speaks_most_is_the_reason() -> None:
    patterns = find_patterns(stack_histories(FOUR), 3)
    reason = find_reason(patterns, [0, 1], 3)
    assert reason is not None
    assert patterns.read(reason) == (0, 1, 3)
    assert find_reason(patterns, [0, 1], 2) is None


def test_paths_are_the_patterns_of_most_steps_and_none_is_part_of_another() -> None:
    patterns = find_patterns(stack_histories(FOUR), 3)
    assert [patterns.read(each) for each in choose_paths(patterns, 9)] == [(0, 1, 3), (2, 3)]
    assert [patterns.read(each) for each in choose_paths(patterns, 9, least=4)] == [(1, 3)]
    assert choose_paths(patterns, 1) == choose_paths(patterns, 9)[:1]
