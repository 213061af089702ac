"""Sequential patterns on Spark against those of one machine."""

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.histories import make_histories
from mining.errors import ThresholdError
from mining.histories import Histories, stack_histories
from mining.patterns import Patterns
from mining.prefixspan import find_patterns
from mining.spark import sequences
from mining.spark.matching import count_patterns

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SESSIONS = st.lists(st.lists(st.integers(0, 3), max_size=6), min_size=1, max_size=6)


def assert_same(one: Patterns, other: Patterns) -> None:
    assert one.list_all() == other.list_all()
    assert one.supports.tolist() == other.supports.tolist()
    assert one.bounds.tolist() == other.bounds.tolist()
    told = [(each.learners, each.min_count, each.max_gap) for each in (one, other)]
    assert told[0] == told[1]


@given(SESSIONS, st.none() | st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_known_patterns_are_counted_as_the_miner_counts(
    sessions: list[list[int]], max_gap: int | None, apart: int
) -> None:
    owners = np.arange(len(sessions)) // apart
    histories = stack_histories(sessions, owners)
    found = find_patterns(histories, 1, 4, max_gap)
    assert count_patterns(histories, found.list_all(), max_gap) == found.supports.tolist()


def test_a_pattern_that_nobody_has_counts_0() -> None:
    histories = stack_histories([[1, 2], [2, 1]])
    assert count_patterns(histories, [(2, 2), (1, 2), (7,)]) == [0, 1, 0]


@pytest.mark.spark
@pytest.mark.parametrize("max_gap", [None, 2])
def test_the_patterns_are_those_of_one_machine(spark: "SparkSession", max_gap: int | None) -> None:
    made = make_histories(300, mean=8, items=30, seed=3)
    drifting = Histories(made.items + 5 * (made.sequences > 150), made.starts)
    here = find_patterns(drifting, 12, 4, max_gap)
    assert len(here) > 100
    assert_same(sequences.find_patterns(spark, drifting, 12, 4, max_gap), here)


@pytest.mark.spark
def test_sessions_of_a_learner_are_told_apart(spark: "SparkSession") -> None:
    made = make_histories(120, mean=5, items=12, seed=4)
    sessions = Histories(made.items, made.starts, np.arange(120) // 2)
    here = find_patterns(sessions, 6, most=40)
    assert here.min_count > 6
    assert_same(sequences.find_patterns(spark, sessions, 6, most=40), here)


@pytest.mark.spark
def test_no_history_has_no_pattern(spark: "SparkSession") -> None:
    nobody = stack_histories([])
    assert_same(sequences.find_patterns(spark, nobody, 3), find_patterns(nobody, 3))


@pytest.mark.spark
def test_a_gap_below_1_is_refused(spark: "SparkSession") -> None:
    with pytest.raises(ThresholdError, match="gap: expected 1 or more"):
        sequences.find_patterns(spark, stack_histories([[1]]), 3, max_gap=0)
