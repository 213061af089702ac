"""Precision, recall and F1 over people, in both conventions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.hits import Hits, count_hits, measure_hits


def hits(*rows: tuple[int, int, int]) -> Hits:
    return Hits(*np.array(rows, dtype=float).T)


def test_the_worked_numbers() -> None:
    told = measure_hits(hits((4, 3, 2)))
    assert (told.precision, told.macro_precision) == (0.5, 0.5)
    assert told.recall == pytest.approx(0.6667, abs=5e-5)
    assert told.f1 == told.macro_f1 == pytest.approx(0.5714, abs=5e-5)


def test_counts_are_by_person() -> None:
    found, expected = np.array([1, 1, 0, 1], bool), np.array([1, 0, 1, 1], bool)
    counted = count_hits(found, expected, np.array([0, 0, 0, 2]), 3)
    assert counted.found.tolist() == [2, 0, 1]
    assert counted.expected.tolist() == [2, 0, 1]
    assert counted.both.tolist() == [1, 0, 1]


def test_who_has_nothing_true_is_left_out_of_one_macro_and_0_in_the_other() -> None:
    told = measure_hits(hits((2, 2, 2), (3, 0, 0)))
    assert told.macro_f1 == 1.0
    assert told.macro_f1_with_zeros == 0.5
    assert told.macro_precision == 0.5
    assert (told.people, told.without_truth, told.pairs) == (2, 1, 5)


def test_nothing_recommended_though_something_is_true_counts_0() -> None:
    told = measure_hits(hits((0, 2, 0), (1, 1, 1)))
    assert (told.macro_precision, told.macro_recall, told.macro_f1) == (0.5, 0.5, 0.5)


def test_who_has_neither_is_left_out_everywhere() -> None:
    assert measure_hits(hits((1, 1, 1), (0, 0, 0))) == measure_hits(hits((1, 1, 1)))


def test_nobody_has_no_figure() -> None:
    told = measure_hits(hits((0, 0, 0)))
    assert math.isnan(told.f1)
    assert math.isnan(told.macro_f1)


@pytest.mark.parametrize(("base", "f1"), [(0.5, 0.667), (0.6, 0.75), (0.7, 0.824), (0.8, 0.889)])
def test_recommending_everything_has_an_f1_of_2b_over_1_plus_b(base: float, f1: float) -> None:
    right = np.arange(1000) < 1000 * base
    everything = count_hits(np.ones(1000, bool), right, np.zeros(1000, np.int64), 1)
    assert measure_hits(everything).f1 == pytest.approx(f1, abs=5e-4)


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(0, 4)), min_size=1))
def test_figures_stay_between_0_and_1(pairs: list[tuple[bool, bool, int]]) -> None:
    found, expected, person = map(np.array, zip(*pairs, strict=True))
    told = measure_hits(count_hits(found, expected, person, 5))
    shares = (told.precision, told.recall, told.f1, told.macro_f1, told.macro_f1_with_zeros)
    assert all(math.isnan(value) or 0.0 <= value <= 1.0 for value in shares)
