"""Rules on Spark against the rules of one machine, to the digits that are stored."""

from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mining.apriori import Mined, Thresholds, mine_rules
from mining.errors import ExplosionError, ThresholdError
from mining.itemsets import Template
from mining.spark import rules

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark

DIGITS = 9  # the map keeps 6
LOW = Thresholds(min_support=0.02, min_confidence=0.1, min_lift=1.0, max_q=1.0, max_length=3)
Transactions = list[set[str]]


def make(count: int, seed: int = 1) -> Transactions:
    """Transactions of points and abilities; which ones are frequent drifts from first to last."""
    rng = np.random.default_rng(seed)
    points = (rng.geometric(0.15, (count, 6)) + np.arange(count)[:, None] * 8 // count).tolist()
    abilities = rng.geometric(0.3, (count, 3)).tolist()
    return [
        {f"K:{each}" for each in of_points} | {f"A:{each}" for each in of_abilities}
        for of_points, of_abilities in zip(points, abilities, strict=True)
    ]


def rounded(mined: Mined) -> list[list[object]]:
    return [
        [round(each, DIGITS) if isinstance(each, float) else each for each in astuple(rule)]
        for rule in mined.rules
    ]


def test_the_rules_are_those_of_one_machine(spark: "SparkSession") -> None:
    transactions = make(1500)
    weights = np.random.default_rng(2).uniform(0.1, 1, 1500).tolist()
    templates = [Template("K", "A")]
    here = mine_rules(transactions, templates, LOW, weights)
    there = rules.mine_rules(spark, transactions, templates, LOW, weights)
    assert len(here.rules) > 20
    assert rounded(there) == rounded(here)


def test_what_one_part_alone_finds_frequent_is_counted_in_all(spark: "SparkSession") -> None:
    ordered = [{"a", "b"}] * 400 + [{"a", "c"}] * 380 + [{"b", "c", "d"}] * 20
    here = mine_rules(ordered, None, LOW)
    assert rules.mine_rules(spark, ordered, None, LOW) == here  # without weights to the last bit
    assert any(rule.count == 20 for rule in here.rules)  # 20 of 800, but 20 of the second 400


@pytest.mark.parametrize("few", [[], [{"a", "b"}], [set(), {"a", "b"}, {"a", "b"}]])
def test_fewer_transactions_than_parts_are_no_trouble(
    spark: "SparkSession", few: Sequence[set[str]]
) -> None:
    assert rules.mine_rules(spark, few) == mine_rules(few)


def test_a_part_that_would_explode_says_so(
    spark: "SparkSession", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "_MOST", 10)
    with pytest.raises(ExplosionError, match=r"one of the parts.*support of 0\.\d+"):
        rules.mine_rules(spark, make(300), None, LOW)


def test_a_weight_that_is_none_is_refused(spark: "SparkSession") -> None:
    with pytest.raises(ThresholdError, match="weights above 0"):
        rules.mine_rules(spark, make(2), None, LOW, [1.0, -1.0])
