"""Groups of classes, against the classes themselves."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike

from learner.errors import QMatrixError, UnionsError
from learner.unions import Groups, list_blocks, list_groups, list_unions

small_q = st.tuples(st.integers(1, 6), st.integers(1, 6)).flatmap(lambda s: arrays(np.bool_, s))


def count_by_hand(q: np.ndarray) -> dict[tuple[bool, ...], np.ndarray]:
    """Members of each union, listed: the classes whose rows inside make it up."""
    members: dict[tuple[bool, ...], list[tuple[int, ...]]] = {}
    for held in product((0, 1), repeat=q.shape[1]):
        inside = q[(q <= np.array(held, bool)).all(axis=1)]
        union = tuple(bool(column.any()) for column in inside.T)
        members.setdefault(union, []).append(held)
    return {union: np.array(found) for union, found in members.items()}


def as_rows(groups: Groups) -> list[tuple[bool, ...]]:
    return [tuple(row) for row in groups.unions.tolist()]


def test_unions_of_two_rows_are_four_and_start_with_the_empty_one() -> None:
    unions = list_unions([[1, 0, 0], [0, 1, 1]])
    assert unions.astype(int).tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 1], [1, 1, 1]]


@given(small_q)
def test_groups_hold_exactly_the_classes_that_pass_the_same_items(q: np.ndarray) -> None:
    expected, groups = count_by_hand(q), list_groups(q)
    assert dict(zip(as_rows(groups), groups.sizes, strict=True)) == {
        union: len(members) for union, members in expected.items()
    }


@given(small_q)
def test_shares_are_those_of_the_listed_members(q: np.ndarray) -> None:
    expected, groups = count_by_hand(q), list_groups(q)
    by_hand = np.array([expected[union].mean(axis=0) for union in as_rows(groups)])
    assert groups.shares == pytest.approx(by_hand, abs=1e-12)


@given(small_q)
def test_a_skill_outside_the_union_is_held_by_half_of_the_members_at_most(q: np.ndarray) -> None:
    groups = list_groups(q)
    assert (groups.shares[groups.unions] == 1.0).all()
    assert (groups.shares[~groups.unions] <= 0.5).all()


@given(small_q)
def test_groups_start_with_the_share_of_classes_they_hold(q: np.ndarray) -> None:
    groups = list_groups(q)
    assert sum(groups.sizes) == 2 ** q.shape[1]
    assert groups.prior == pytest.approx(np.array(groups.sizes) / 2 ** q.shape[1])


def test_sizes_of_sixty_chained_skills_are_exact() -> None:
    chain = np.tril(np.ones((60, 60), dtype=bool))
    groups = list_groups(chain)
    assert groups.sizes[:3] == (2**59, 2**58, 2**57)
    assert sum(groups.sizes) == 2**60


def test_sizes_of_more_skills_than_a_float_can_count_are_exact() -> None:
    groups = list_groups(np.eye(200, dtype=bool)[:3])
    assert groups.sizes == (2**197,) * 8


def test_too_many_unions_are_refused_before_memory_runs_out() -> None:
    with pytest.raises(UnionsError, match="at most 50000 unions of rows, found more"):
        list_unions(np.eye(40, dtype=bool))


def test_as_many_unions_as_the_limit_are_listed() -> None:
    assert len(list_unions(np.eye(4, dtype=bool), limit=16)) == 16


def test_an_item_of_a_thousand_skills_is_refused() -> None:
    with pytest.raises(UnionsError, match="at least 1e-290 of all classes"):
        list_unions(np.ones((1, 1_000), dtype=bool))


@pytest.mark.parametrize("q", [[1, 0], [[]], [[0.5]], [[2]]])
def test_what_is_no_table_of_yes_and_no_is_refused(q: ArrayLike) -> None:
    with pytest.raises(QMatrixError, match="Q matrix: expected"):
        list_unions(q)


def test_blocks_share_no_skill_and_leave_out_the_empty() -> None:
    q = [[1, 1, 0, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 0], [0, 1, 0, 0, 1]]
    blocks = [(block.items.tolist(), block.skills.tolist()) for block in list_blocks(q)]
    assert blocks == [([0, 3], [0, 1, 4]), ([1], [3])]


@given(small_q)
def test_the_unions_of_all_are_the_product_of_the_unions_of_the_blocks(q: np.ndarray) -> None:
    counts = [len(list_unions(q[np.ix_(block.items, block.skills)])) for block in list_blocks(q)]
    assert len(list_unions(q)) == int(np.prod(counts, dtype=int))
