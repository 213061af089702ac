"""Sequential patterns on Spark against those of one machine."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from evaluation.histories import make_histories
from mining.errors import ThresholdError
from mining.histories import Histories, stack_histories
from mining.patterns import Patterns
from mining.prefixspan import find_patterns
from mining.spark import sequences

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark


def assert_same(one: Patterns, other: Patterns) -> None:
    assert one.list_all() == other.list_all()
    assert one.supports.tolist() == other.supports.tolist()
    assert one.bounds.tolist() == other.bounds.tolist()
    told = [(each.learners, each.min_count, each.max_gap) for each in (one, other)]
    assert told[0] == told[1]


@pytest.mark.parametrize("max_gap", [None, 2])
def test_the_patterns_are_those_of_one_machine(spark: "SparkSession", max_gap: int | None) -> None:
    made = make_histories(300, mean=8, items=30, seed=3)
    drifting = Histories(made.items + 5 * (made.sequences > 150), made.starts)
    here = find_patterns(drifting, 12, 4, max_gap)
    assert len(here) > 100
    assert_same(sequences.find_patterns(spark, drifting, 12, 4, max_gap), here)


def test_sessions_of_a_learner_are_told_apart(spark: "SparkSession") -> None:
    made = make_histories(120, mean=5, items=12, seed=4)
    sessions = Histories(made.items, made.starts, np.arange(120) // 2)
    here = find_patterns(sessions, 6, most=40)
    assert here.min_count > 6
    assert_same(sequences.find_patterns(spark, sessions, 6, most=40), here)


def test_no_history_has_no_pattern(spark: "SparkSession") -> None:
    nobody = stack_histories([])
    assert_same(sequences.find_patterns(spark, nobody, 3), find_patterns(nobody, 3))


def test_a_gap_below_1_is_refused(spark: "SparkSession") -> None:
    with pytest.raises(ThresholdError, match="gap: expected 1 or more"):
        sequences.find_patterns(spark, stack_histories([[1]]), 3, max_gap=0)
