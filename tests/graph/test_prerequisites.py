import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.prerequisites import find_closing, list_tiers

PAIRS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=15)


def test_an_edge_that_closes_a_cycle_is_told_with_it() -> None:
    closing = find_closing([("a", "b")], [("b", "c"), ("c", "a"), ("a", "c")])
    assert closing == {("c", "a"): ["c", "a", "b", "c"]}


def test_a_point_before_itself_closes_a_cycle() -> None:
    assert find_closing([], [("a", "a")]) == {("a", "a"): ["a", "a"]}


@given(PAIRS)
def test_what_is_kept_is_acyclic(pairs: list[tuple[str, str]]) -> None:
    closing = find_closing([], pairs)
    kept = [pair for pair in pairs if pair not in closing]
    tiers = list_tiers("abcdef", kept)
    assert all(tiers[first] < tiers[later] for first, later in kept)


def test_a_tier_is_the_longest_chain_before() -> None:
    pairs = [("vars", "loops"), ("vars", "func"), ("loops", "files"), ("func", "files")]
    tiers = list_tiers(["vars", "loops", "func", "files"], pairs)
    assert tiers == {"vars": 0, "loops": 1, "func": 1, "files": 2}


def test_tiers_of_a_cycle_are_refused() -> None:
    with pytest.raises(ValueError, match="found a cycle"):
        list_tiers("ab", [("a", "b"), ("b", "a")])


def reaches(pairs: list[tuple[str, str]], start: str, goal: str) -> bool:
    """Say by trying every pair as often as there are points whether goal comes after start."""
    reached = {start}
    for _ in "abcdef":
        reached |= {later for first, later in pairs if first in reached}
    return goal in reached


@given(PAIRS)
def test_a_candidate_closes_a_cycle_if_its_end_already_leads_to_its_start(
    pairs: list[tuple[str, str]],
) -> None:
    closing = find_closing([], pairs)
    kept: list[tuple[str, str]] = []
    for first, later in pairs:
        closes = reaches(kept, later, first)
        assert ((first, later) in closing) == closes
        kept += [] if closes else [(first, later)]


@given(PAIRS)
def test_a_cycle_that_is_told_is_one(pairs: list[tuple[str, str]]) -> None:
    for (first, later), cycle in find_closing([], pairs).items():
        assert (cycle[0], cycle[1], cycle[-1]) == (first, later, first)
        assert set(itertools.pairwise(cycle)) <= set(pairs)


@given(PAIRS)
def test_a_tier_is_one_above_the_highest_before(pairs: list[tuple[str, str]]) -> None:
    closing = find_closing([], pairs)
    kept = [pair for pair in pairs if pair not in closing]
    tiers = list_tiers("abcdef", kept)
    for point in "abcdef":
        before = [tiers[first] for first, later in kept if later == point]
        assert tiers[point] == max(before, default=-1) + 1


def test_pairs_with_an_end_outside_do_not_count() -> None:
    assert list_tiers(["b", "c"], [("a", "b"), ("b", "c"), ("c", "d")]) == {"b": 0, "c": 1}
