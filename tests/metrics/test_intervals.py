"""Bounds by the bootstrap."""

import math

from metrics.classification import Agreement
from metrics.intervals import add_agreements, bound_f1

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
