"""Conditions of Gu and Xu on Q matrices whose answer is plain to see."""

import numpy as np
import pytest

from metrics.identifiability import Unidentified, find_unidentified

EYE = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]


def find(*rows: list[int]) -> Unidentified:
    return find_unidentified(np.array(rows, dtype=np.bool_))


def test_a_matrix_that_meets_all_conditions_is_identified() -> None:
    found = find(*EYE, [1, 1, 0], [0, 1, 1], [1, 0, 1])
    assert found == Unidentified((), (), ())


def test_two_identities_leave_columns_that_differ() -> None:
    assert find(*EYE, *EYE, [1, 1, 1]) == Unidentified((), (), ())


def test_a_skill_that_no_item_requires_alone_is_incomplete() -> None:
    found = find([1, 0], [1, 1], [1, 1], [1, 0])
    assert found.incomplete == (1,)


def test_a_skill_of_two_items_is_thin() -> None:
    assert find(*EYE, [1, 1, 0], [1, 0, 1], [1, 1, 0]).thin == (2,)


def test_skills_that_only_the_identity_parts_are_alike() -> None:
    found = find(*EYE, [1, 1, 0], [1, 1, 1])
    assert (found.incomplete, found.alike) == ((), ((0, 1),))


@pytest.mark.parametrize("skills", [0, 1, 3])
def test_a_matrix_without_items_identifies_nothing(skills: int) -> None:
    found = find_unidentified(np.zeros((0, skills), dtype=np.bool_))
    assert (found.incomplete, found.thin) == (tuple(range(skills)), tuple(range(skills)))
