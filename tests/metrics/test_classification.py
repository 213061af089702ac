"""Areas worked by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.classification import compare_sets, measure_auc, measure_macro_f1

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


def test_other_counts_of_chances_and_outcomes_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 2 of them, found 1"):
        measure_auc([0.5, 0.5], [1])


def test_sets_agree_by_what_both_hold() -> None:
    agreement = compare_sets({"a", "b", "c", "d"}, {"a", "b", "x"})
    assert (agreement.precision, agreement.recall) == (1 / 2, 2 / 3)
    assert agreement.f1 == pytest.approx(4 / 7)


def test_sets_that_share_nothing_have_f1_zero_and_empty_ones_none() -> None:
    assert compare_sets({"a"}, {"b"}).f1 == 0
    assert math.isnan(compare_sets(set(), {"b"}).precision)
    assert math.isnan(compare_sets(set(), set()).f1)


def test_macro_f1_is_the_mean_over_the_classes_that_are_expected() -> None:
    assert measure_macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert measure_macro_f1(["a", "a"], ["a", "b"]) == pytest.approx(1 / 3)


def test_macro_f1_refuses_lists_of_different_lengths() -> None:
    with pytest.raises(ValueError, match="argument"):
        measure_macro_f1(["a"], ["a", "b"])
