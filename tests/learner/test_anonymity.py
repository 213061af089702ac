"""k-anonymity, worked by hand."""

import pytest

from graph.people import Alike
from learner.anonymity import Step, measure_anonymity
from learner.errors import AnonymityError


def alike(grade: str, school_class: str, learners: int) -> Alike:
    return Alike("vocational", "Law", grade, school_class, learners)


TEN = [alike("A", "m", 5), alike("A", "f", 4), alike("B", "m", 1)]


def test_ten_learners_of_5_4_and_1_are_hidden_by_nobody_until_the_one_is_left_out() -> None:
    found = measure_anonymity(TEN, 5)
    assert (found.learners, found.steps[0]) == (10, Step((), 3, 1, 5, 5))
    assert found.steps[1] == Step(("school_class",), 2, 1, 1, 9)


def test_the_first_step_with_nobody_below_k_is_suggested() -> None:
    found = measure_anonymity(TEN, 5)
    assert found.suggested == Step(("school_class", "grade"), 1, 10, 0, 10)
    assert measure_anonymity(TEN, 10).suggested == found.suggested


def test_what_is_unknown_is_a_value_of_its_own() -> None:
    groups = [Alike(None, None, None, None, 7), Alike("faculty", None, None, None, 5)]
    assert measure_anonymity(groups, 5).suggested == Step((), 2, 5, 0, 5)


def test_fewer_learners_than_k_are_hidden_by_nothing() -> None:
    assert measure_anonymity(TEN, 11).suggested is None
    assert measure_anonymity([], 5).suggested == Step((), 0, 0, 0, 0)


@pytest.mark.parametrize("k", [1, 0, -3])
def test_a_k_that_hides_nobody_is_refused(k: int) -> None:
    with pytest.raises(AnonymityError, match="k: expected 2 or more"):
        measure_anonymity(TEN, k)
