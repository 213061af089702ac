"""Orders by hand, by brute force, and recovered from made learners over real prerequisites."""

import csv
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.training import DATA
from mining.errors import ExplosionError, ThresholdError
from mining.order import NEVER, Before, OrderThresholds, drop_implied, order_pairs

ALL = OrderThresholds(min_count=1, min_confidence=0.5000001, min_coupling=0.0, max_q=1.0, most=99)
LEARNERS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from([0.0, 1.0, 2.0, NEVER])), max_size=8
)


def pair(first: str, later: str) -> Before:
    return Before(first, later, 10, 10, 0.9, 1.0, 0.0, 0.0)


def test_six_of_seven_by_hand() -> None:
    ranks = [{"x": 0.0, "y": 1.0}] * 6 + [{"x": 2.0, "y": 1.0}, {"x": NEVER, "y": NEVER}]
    [found] = order_pairs(ranks, ALL)
    assert (found.first, found.later, found.before, found.count) == ("x", "y", 6, 7)
    assert found.confidence == pytest.approx((6 + 2.5) / (7 + 5))
    assert found.p == found.q / 2 == pytest.approx((7 + 1) / 128)  # of two ways round
    # y came seven times, when 2 of 8 had no x yet: 1.75 times without it by chance, once in truth
    assert found.coupling == pytest.approx(1 - 1 / 1.75)


def test_what_never_comes_without_the_first_is_coupled_wholly() -> None:
    ranks = [{"x": 0.0, "y": 1.0}] * 5 + [{"x": NEVER, "y": NEVER}] * 5
    [found] = order_pairs(ranks, ALL)
    assert (found.before, found.count, found.coupling) == (5, 5, 1.0)


def test_what_is_only_easier_is_not_coupled() -> None:
    """All pass the easy one first or not at all, whether or not they pass the hard one."""
    rng = np.random.default_rng(4)
    ranks = [
        {"easy": 0.0 if easy else NEVER, "hard": 1.0 if hard else NEVER}
        for easy, hard in rng.random((400, 2)) < (0.8, 0.4)
    ]
    assert [each.coupling for each in order_pairs(ranks, ALL) if each.coupling > 0.2] == []
    assert order_pairs(ranks) == []


def test_a_fixed_order_couples_nothing() -> None:
    """A quiz that all take in one order: nobody could have come to b without a."""
    assert order_pairs([{"a": 0.0, "b": 1.0, "c": 2.0}] * 12) == []


def test_less_than_one_expected_by_chance_couples_nothing() -> None:
    """Of twelve one never passes a: by chance 11/12 of a sequence would come to b without it."""
    ranks = [{"a": 0.0, "b": 1.0}] * 11 + [{"a": NEVER, "b": NEVER}]
    assert order_pairs(ranks) == []
    assert [each.coupling for each in order_pairs(ranks, ALL)] == [0.0]


def test_equal_ranks_tell_no_order() -> None:
    assert order_pairs([{"x": 1.0, "y": 1.0}] * 20, ALL) == []


@settings(max_examples=50, deadline=None)
@given(LEARNERS)
def test_counts_are_those_of_brute_force(ranks: list[Mapping[str, float]]) -> None:
    counted = {
        (one, other): sum(
            one in held and other in held and held[one] < held[other] for held in ranks
        )
        for one in "abcd"
        for other in "abcd"
    }
    for found in order_pairs(ranks, ALL):
        there, back = counted[found.first, found.later], counted[found.later, found.first]
        assert (found.before, found.count) == (there, there + back)
        assert there > back


def test_only_what_is_related_is_looked_at() -> None:
    ranks = [{"x": 0.0, "y": 1.0, "z": 2.0}] * 12
    found = order_pairs(ranks, ALL, {("z", "y"), ("y", "nobody")})
    assert [(each.first, each.later) for each in found] == [("y", "z")]


def test_of_a_later_item_the_strongest_pairs_are_kept() -> None:
    ranks = [{"a": 0.0, "b": 1.0, "c": 2.0, "d": 3.0}] * 12
    found = order_pairs(ranks, OrderThresholds(min_coupling=0.0, most=1))
    assert sorted(each.later for each in found) == ["b", "c", "d"]


def test_what_a_chain_says_is_implied() -> None:
    pairs = [pair("a", "c"), pair("c", "d"), pair("a", "b")]
    assert drop_implied(pairs, [("a", "b"), ("b", "c")]) == [pair("c", "d")]


def test_without_anything_known_nothing_is_implied() -> None:
    assert drop_implied([pair("a", "b")], []) == [pair("a", "b")]


@pytest.mark.parametrize(
    "wrong",
    [
        OrderThresholds(min_count=0),
        OrderThresholds(most=0),
        OrderThresholds(min_confidence=0.5),
        OrderThresholds(min_coupling=1.5),
        OrderThresholds(max_q=-0.1),
    ],
)
def test_thresholds_out_of_range_are_refused(wrong: OrderThresholds) -> None:
    with pytest.raises(ThresholdError, match="expected counts of 1 or more"):
        order_pairs([], wrong)


def test_more_comparisons_than_a_run_should_take_are_refused() -> None:
    wide = {str(item): 0.0 for item in range(4_000)}
    with pytest.raises(ExplosionError, match="1300 sequences of 4000 items"):
        order_pairs([wide] * 1_300)


@pytest.mark.data
def test_real_prerequisites_are_recovered_from_made_learners() -> None:
    """AL-CPL's 292 labelled prerequisites of data mining, the least figures as measured."""
    with (DATA / "al_cpl" / "data_mining.preqs").open(encoding="utf-8", newline="") as file:
        labelled = {(first, later) for later, first in csv.reader(file)}
    assert len(labelled) == 292
    found = order_pairs(make_learners(labelled, 200, np.random.default_rng(6)))
    right = [each for each in found if (each.first, each.later) in labelled]
    wrong_way = [each for each in found if (each.later, each.first) in labelled]
    assert (len(right) >= 45, len(right) / len(found) > 0.5, wrong_way) == (True, True, [])


def make_learners(
    needs: set[tuple[str, str]], count: int, rng: np.random.Generator
) -> list[dict[str, float]]:
    """Return when learners pass concepts that they try three times in an order of their own."""
    before: dict[str, set[str]] = defaultdict(set)
    for first, later in sorted(needs):
        before[later].add(first)
        before[first] |= set()
    made = []
    for _ in range(count):
        skill, at = 0.9 / (1 + np.exp(-rng.normal(0.3, 1.0))), 0.0
        ranks = dict.fromkeys(sorted(before), NEVER)
        for concept in [c for _ in range(3) for c in rng.permutation(sorted(before))]:
            ready = all(ranks[each] < NEVER for each in before[concept])
            at += 1.0
            if ranks[concept] == NEVER and rng.random() < (skill if ready else 0.1):
                ranks[concept] = at
        made.append(ranks)
    return made
