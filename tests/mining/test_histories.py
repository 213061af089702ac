"""Columns of sequences."""

import numpy as np
import pytest

from mining.errors import ThresholdError
from mining.histories import Histories, stack_histories


def test_columns_are_the_sequences_one_after_the_other() -> None:
    found = stack_histories([[3, 1], [], [2]])
    assert (found.items.tolist(), found.starts.tolist()) == ([3, 1, 2], [0, 2, 2, 3])
    assert [each.tolist() for each in found.list_all()] == [[3, 1], [], [2]]
    assert found.sequences.tolist() == [0, 0, 2]


def test_some_of_them_are_selected_in_the_order_wanted() -> None:
    found = stack_histories([[3, 1], [], [2]]).select(np.array([2, 0]))
    assert [each.tolist() for each in found.list_all()] == [[2], [3, 1]]


def test_a_learner_may_have_several() -> None:
    found = stack_histories([[3, 1], [], [2]], np.array([4, 4, 7]))
    assert (len(found), found.learners, found.select(np.array([0, 1])).learners) == (3, 2, 1)


@pytest.mark.parametrize("owners", [[0, 1], [1, 0, 2]])
def test_owners_that_do_not_fit_are_refused(owners: list[int]) -> None:
    with pytest.raises(ThresholdError, match="owners: expected 3 that never fall"):
        stack_histories([[3, 1], [], [2]], np.array(owners))


def test_there_may_be_none() -> None:
    assert (len(stack_histories([])), stack_histories([]).list_all()) == (0, [])


@pytest.mark.parametrize(
    ("items", "starts"),
    [([1, 2], [0, 1]), ([1, 2], [0, 2, 1, 2]), ([1], [1, 1]), ([], []), ([-1], [0, 1])],
)
def test_columns_that_do_not_fit_are_refused(items: list[int], starts: list[int]) -> None:
    with pytest.raises(ThresholdError, match="expected"):
        Histories(np.array(items, dtype=np.int64), np.array(starts, dtype=np.int64))
