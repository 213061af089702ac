"""Trends by hand, by permutation, without change, with change, and with a mix that moves."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mining.trends
from mining.exact import count_choices
from mining.trends import Observed, bound_share, measure_trends


def observe(
    periods: list[int], strata: list[int], mentioning: list[list[bool]], count: int
) -> Observed:
    """Return columns; ``mentioning`` has a row a thing and a value a posting."""
    things, postings = np.nonzero(np.array(mentioning, dtype=np.bool_).reshape(-1, len(periods)))
    return Observed(count, np.array(periods), np.array(strata), postings, things)


def simulate(rng: np.random.Generator, things: int, slope: float, postings: int = 600) -> Observed:
    """Make postings of twelve months for four jobs whose mix moves; things change by ``slope``."""
    periods = rng.integers(0, 12, postings)
    strata = np.minimum(rng.poisson(0.3 + periods / 6), 3)
    start = rng.normal(-1.5, 1.0, (things, 4))
    odds = np.exp(start[:, strata] + slope * (periods - 5.5))
    things_of, postings_of = np.nonzero(rng.random((things, postings)) < odds / (1 + odds))
    return Observed(12, periods, strata, postings_of, things_of)


def test_a_trend_by_hand() -> None:
    """Scores 0 0 1 1 2 2, the last three mention: U = 5 - 3, V = 3 * 3 / (6 * 5) * 4."""
    mentioned = [[False, False, False, True, True, True]]
    found = measure_trends(observe([0, 0, 1, 1, 2, 2], [0] * 6, mentioned, 3), 1)
    assert found.slope[0] == pytest.approx(2 / 1.2)
    assert found.error[0] == pytest.approx(1.2**-0.5)
    assert found.p[0] == pytest.approx(2 * 2 / 20)  # 2 of 20 ways to choose 3 have a sum of 5
    assert (found.mentions[0], found.then[0], found.now[0]) == (3, 0.25, 1.0)
    assert found.inside[0] == 0.75
    assert np.isnan(found.q[0])  # three mentions are too few to tell


@pytest.mark.parametrize(("periods", "count"), [([3] * 6, 4), ([0] * 6, 1)])
def test_a_half_without_postings_has_no_share(periods: list[int], count: int) -> None:
    found = measure_trends(observe(periods, [0] * 6, [[True] * 3 + [False] * 3], count), 1)
    shares = [found.then[0], found.now[0]]
    assert shares == pytest.approx([float("nan"), 0.5][:: 1 if count > 1 else -1], nan_ok=True)


def permute(periods: list[int], strata: list[int], mentioned: list[bool]) -> float:
    """Return the two-sided p value over all ways to mix the mentions inside the strata."""
    sums = [0]
    for stratum in set(strata):
        rows = [n for n, each in enumerate(strata) if each == stratum]
        mixed = permutations([mentioned[row] for row in rows])
        theirs = [
            sum(periods[row] for row, yes in zip(rows, each, strict=True) if yes) for each in mixed
        ]
        sums = [one + other for one in sums for other in theirs]
    found = sum(period for period, yes in zip(periods, mentioned, strict=True) if yes)
    below, above = np.mean(np.array(sums) <= found), np.mean(np.array(sums) >= found)
    return min(1.0, 2 * float(min(below, above)))


rows_of_postings = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 1), st.booleans()), min_size=2, max_size=7
)


@settings(max_examples=30, deadline=None)
@given(rows_of_postings)
def test_few_mentions_are_tested_over_all_ways_they_could_have_come(
    rows: list[tuple[int, int, bool]],
) -> None:
    periods, strata, mentioned = (list(column) for column in zip(*rows, strict=True))
    found = measure_trends(observe(periods, strata, [mentioned], 4), 1)
    assert found.p[0] == pytest.approx(permute(periods, strata, mentioned))


def test_the_exact_and_the_normal_test_agree_where_there_is_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    observed = simulate(np.random.default_rng(5), 30, 0.02)
    normal = measure_trends(observed, 30).p
    monkeypatch.setattr(mining.trends, "_MOST_EXACT", 1_000)
    exact = measure_trends(observed, 30).p
    assert np.abs(normal - exact).max() < 0.05
    assert not np.array_equal(normal, exact)


def test_without_change_discoveries_are_as_rare_as_promised() -> None:
    """Every discovery is false here: runs with one are at most the rate that is promised."""
    runs = [measure_trends(simulate(np.random.default_rng([7, n]), 40, 0.0), 40) for n in range(60)]
    wrong = [bool((run.q <= 0.1).any()) for run in runs]
    assert np.mean(wrong) <= 0.1 + 2 * (0.1 * 0.9 / 60) ** 0.5
    small = np.concatenate([run.p for run in runs]) <= 0.05
    assert np.mean(small) == pytest.approx(0.05, abs=0.015)


def test_a_mix_of_jobs_that_moves_is_no_change() -> None:
    """Without regard to jobs most of what stays as it is would seem to change."""
    run = measure_trends(simulate(np.random.default_rng(11), 60, 0.0, 4_000), 60)
    assert np.mean(run.mixed_q <= 0.1) > 0.5
    assert np.mean(run.q <= 0.1) <= 0.1


def test_a_change_that_is_there_is_found_with_its_size() -> None:
    run = measure_trends(simulate(np.random.default_rng(3), 60, 0.12, 2_000), 60)
    assert np.mean(run.q <= 0.1) > 0.9
    assert np.median(run.slope) == pytest.approx(0.12, abs=0.02)
    within = np.abs(run.slope - 0.12) < 1.96 * run.error
    assert np.mean(within) > 0.85
    assert bool((run.inside > 0).mean() > 0.9)


def test_what_all_or_no_postings_mention_does_not_change() -> None:
    found = measure_trends(observe([0, 1] * 6, [0, 0] * 6, [[True] * 12, [False] * 12], 2), 2)
    assert found.p.tolist() == [1.0, 1.0]
    assert np.isnan(found.slope).all()
    assert found.q[0] == 1.0
    assert np.isnan(found.q[1])


def test_there_may_be_no_posting() -> None:
    none = np.empty(0, dtype=np.int64)
    assert measure_trends(Observed(0, none, none, none, none), 0).p.size == 0
    assert measure_trends(Observed(3, none, none, none, none), 2).p.tolist() == [1.0, 1.0]


def test_choices_by_hand() -> None:
    """Of scores 0, 1, 1 two are chosen: 0+1, 0+1, 1+1; all but one of them: the same."""
    choices = count_choices(np.array([1, 2]), 1)
    assert choices.list_sums(1).chances.tolist() == pytest.approx([1 / 3, 2 / 3])
    two = choices.list_sums(2)
    assert (two.least, two.chances.tolist()) == (1, pytest.approx([2 / 3, 1 / 3]))


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = bound_share(np.array([0, 5, 0]), np.array([10, 10, 0]))
    assert low.tolist() == pytest.approx([0.0, 0.2366, 0.0], abs=1e-4)
    assert high.tolist() == pytest.approx([0.2775, 0.7634, 1.0], abs=1e-4)
