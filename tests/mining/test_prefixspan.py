"""Patterns by hand and by enumeration, with and without a gap limit."""

import warnings
from collections import Counter
from importlib import import_module
from itertools import combinations, groupby, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mining.prefixspan
import mining.successors
from evaluation.histories import make_histories
from evaluation.training import DATA
from mining.errors import ExplosionError, ThresholdError
from mining.histories import stack_histories
from mining.patterns import Patterns, count_support
from mining.prefixspan import choose_min_count, find_patterns

Found = dict[tuple[int, ...], int]
FOUR = [[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3], [1, 2, 3]]
databases = st.lists(st.lists(st.integers(0, 4), max_size=8), max_size=8)


def supports_of(found: Patterns) -> Found:
    return dict(zip(found.list_all(), found.supports.tolist(), strict=True))


def mine(sequences: list[list[int]], least: int, longest: int = 5, gap: int | None = None) -> Found:
    return supports_of(find_patterns(stack_histories(sequences), least, longest, gap))


def enumerate_patterns(
    sequences: list[list[int]], least: int, longest: int, gap: int | None
) -> Found:
    counts: Found = {}
    for sequence in sequences:
        held = {
            tuple(sequence[place] for place in places)
            for length in range(1, longest + 1)
            for places in combinations(range(len(sequence)), length)
            if gap is None or all(b - a <= gap for a, b in pairwise(places))
        }
        for pattern in held:
            counts[pattern] = counts.get(pattern, 0) + 1
    return {pattern: count for pattern, count in counts.items() if count >= least}


def test_what_three_of_four_learners_did_in_that_order() -> None:
    letters = {"".join("abcd"[i] for i in items): n for items, n in mine(FOUR, 3).items()}
    expected = {"a": 3, "b": 4, "c": 3, "d": 4, "ab": 3, "ad": 3, "bd": 4, "cd": 3, "abd": 3}
    assert letters == expected
    assert list(letters) == ["a", "b", "c", "d", "ab", "ad", "bd", "cd", "abd"]


def test_a_later_match_goes_on_where_the_first_cannot() -> None:
    assert mine([[0, 0, 1]] * 3, 3, gap=1)[0, 1] == 3
    assert (0, 1) not in mine([[0, 2, 1]] * 3, 3, gap=1)


@pytest.mark.parametrize("gap", [4, 2**63 - 1, 10**30])
def test_a_gap_wider_than_any_history_is_any_gap(gap: int) -> None:
    histories = stack_histories([[0, 1, 2, 3], [0, 2, 1, 3], [0, 1, 3], [1, 2, 3]])
    assert find_patterns(histories, 3, 5, gap).list_all() == find_patterns(histories, 3).list_all()


def test_a_pattern_counts_once_a_learner() -> None:
    assert mine([[0, 1, 0, 1], [0]], 1) == enumerate_patterns([[0, 1, 0, 1], [0]], 1, 5, None)


@settings(max_examples=50, deadline=None)
@given(databases, st.integers(1, 4), st.integers(1, 5), st.sampled_from([None, 1, 2, 3, 9]))
def test_patterns_are_those_of_an_enumeration(
    sequences: list[list[int]], least: int, longest: int, gap: int | None
) -> None:
    expected = enumerate_patterns(sequences, least, longest, gap)
    assert mine(sequences, least, longest, gap) == expected


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.lists(st.lists(st.integers(0, 2), max_size=5), max_size=3), max_size=5),
    st.integers(1, 3),
    st.sampled_from([None, 1, 2]),
)
def test_sessions_are_told_apart_and_their_learners_counted(
    people: list[list[list[int]]], least: int, gap: int | None
) -> None:
    owners = [learner for learner, sessions in enumerate(people) for _ in sessions]
    sessions = [each for sessions in people for each in sessions]
    histories = stack_histories(sessions, np.array(owners, dtype=np.int64))
    expected: Counter[tuple[int, ...]] = Counter()
    for each in people:
        expected.update({p for one in each for p in enumerate_patterns([one], 1, 5, gap)})
    found = find_patterns(histories, least, max_gap=gap)
    assert supports_of(found) == {p: count for p, count in expected.items() if count >= least}
    assert [count_support(histories, p, gap) for p in found.list_all()] == found.supports.tolist()


@pytest.mark.parametrize("gap", [None, 2])
def test_what_does_not_fit_into_memory_at_once_is_found_in_parts(
    monkeypatch: pytest.MonkeyPatch, gap: int | None
) -> None:
    histories = make_histories(200, 12.0, 15, seed=3)
    whole = find_patterns(histories, 10, max_gap=gap)
    monkeypatch.setattr(mining.successors, "CELLS_AT_ONCE", 50)
    monkeypatch.setattr(mining.prefixspan, "CELLS_AT_ONCE", 50)
    assert supports_of(find_patterns(histories, 10, max_gap=gap)) == supports_of(whole)
    assert len(whole) > 400


@settings(max_examples=50, deadline=None)
@given(databases, st.integers(1, 60), st.sampled_from([None, 2]))
def test_too_many_patterns_raise_the_minimum_no_further_than_needed(
    sequences: list[list[int]], most: int, gap: int | None
) -> None:
    histories = stack_histories(sequences)
    found = find_patterns(histories, 1, max_gap=gap, most=most)
    everything = enumerate_patterns(sequences, 1, 5, gap)
    assert supports_of(found) == {
        items: count for items, count in everything.items() if count >= found.min_count
    }
    assert len(found) <= most
    if found.min_count > 1:
        assert sum(count >= found.min_count - 1 for count in everything.values()) > most


@pytest.mark.parametrize(
    ("learners", "share", "count"), [(0, 0.02, 3), (60, 0.02, 3), (200, 0.02, 4), (201, 0.02, 5)]
)
def test_the_minimum_is_a_share_of_the_learners_and_three_at_the_least(
    learners: int, share: float, count: int
) -> None:
    assert choose_min_count(learners, share) == count


@pytest.mark.parametrize("share", [0.0, -0.1, 1.5])
def test_a_share_that_is_none_is_refused(share: float) -> None:
    with pytest.raises(ThresholdError, match=r"expected a share in \(0, 1\], found"):
        choose_min_count(10, share)


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ((0, 5, None, 9), "support"),
        ((1, 0, None, 9), "longest"),
        ((1, 5, 0, 9), "gap"),
        ((1, 5, None, 0), "most"),
    ],
)
def test_an_argument_under_one_is_refused(
    numbers: tuple[int, int, int | None, int], named: str
) -> None:
    with pytest.raises(ThresholdError, match=f"{named}.*: expected 1 or more, found 0"):
        find_patterns(stack_histories(FOUR), *numbers)


def test_pairs_that_cannot_be_counted_are_refused_with_what_would_do() -> None:
    histories = stack_histories([[*range(9_000)], [*range(5_000)]])
    with pytest.raises(ExplosionError, match=r"at most 8192.*found 9000.*; 2 would do"):
        find_patterns(histories, 1)


def test_made_histories_are_of_the_size_asked_for() -> None:
    made = make_histories(500, 21.0, 40, seed=1)
    assert (len(made), int(made.items.max())) == (500, 39)
    assert abs(made.items.size / 500 - 21) < 1
    assert np.array_equal(made.items, make_histories(500, 21.0, 40, seed=1).items)


@pytest.mark.data
def test_the_sequences_of_zaki_have_the_patterns_that_enumeration_finds() -> None:
    """Items of one event are in the order of the alphabet here, where Zaki keeps them as sets."""
    sequences = read_zaki(DATA / "arules_sequences" / "inst" / "misc" / "zaki.txt")
    found = mine(sequences, 2)
    assert found == enumerate_patterns(sequences, 2, 5, None)
    assert found[ord("D"), ord("B"), ord("A")] == found[ord("D"), ord("F"), ord("A")] == 2  # Zaki
    single = {chr(items[0]): n for items, n in found.items() if len(items) == 1}
    assert single == {"A": 4, "B": 4, "D": 2, "F": 4}


@pytest.mark.data
def test_spells_of_school_and_work_have_the_patterns_that_enumeration_finds() -> None:
    spells = read_spells(DATA / "traminer" / "data" / "mvad.RData")
    assert len(spells) == 712
    found = mine(spells, 15)
    assert found == enumerate_patterns(spells, 15, 5, None)
    assert found[(3, 2)] == sum((3, 2) in set(combinations(each, 2)) for each in spells) > 100
    assert mine(spells, 15, gap=1) == enumerate_patterns(spells, 15, 5, 1)


def read_spells(path: Path) -> list[list[int]]:
    """Return states that follow each other: 0 school, 1 FE, 2 employment, 3 training ..."""
    rdata = import_module("rdata")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = rdata.read_rda(path)["mvad"]
    months = [table[name].cat.codes.tolist() for name in table.columns[14:]]
    people = zip(*months, strict=True)
    return [[int(state) for state, _ in groupby(states)] for states in people]


def read_zaki(path: Path) -> list[list[int]]:
    sequences: dict[str, list[int]] = {}
    for line in path.read_text(encoding="ascii").splitlines():
        learner, _, _, *items = line.split()
        sequences.setdefault(learner, []).extend(ord(item) for item in items)
    return list(sequences.values())
