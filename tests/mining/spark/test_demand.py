"""Demand on Spark against the demand of one machine."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from mining.errors import ThresholdError
from mining.spark.demand import count_demand
from mining.weights import AgedPosting, DemandTable, demand_table

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
CLASSES = {"j0": "developer", "j1": "developer", "j2": "operator"}


def make(count: int) -> list[AgedPosting]:
    rng = np.random.default_rng(5)
    return [
        AgedPosting(
            f"p{number}",
            f"j{rng.integers(4)}",
            float(rng.uniform(0, 40)),
            frozenset(f"a{each}" for each in rng.integers(0, 9, rng.integers(0, 5))),
        )
        for number in range(count)
    ]


def assert_same(one: DemandTable, other: DemandTable) -> None:
    """To 12 digits: the parts are added in another order."""
    assert one.totals == pytest.approx(other.totals, rel=1e-12)
    assert one.shares == pytest.approx(other.shares, rel=1e-12)
    counted = [[(c.job_id, c.ability_id, c.count) for c in each.cells] for each in (one, other)]
    assert counted[0] == counted[1]
    assert [c.mass for c in one.cells] == pytest.approx([c.mass for c in other.cells], rel=1e-12)


def test_the_demand_is_that_of_one_machine(spark: "SparkSession") -> None:
    postings = make(300)
    assert_same(count_demand(spark, postings, CLASSES), demand_table(postings, CLASSES))


def test_no_posting_has_no_demand(spark: "SparkSession") -> None:
    assert count_demand(spark, [], {}) == demand_table([], {})


def test_an_age_below_0_is_refused(spark: "SparkSession") -> None:
    with pytest.raises(ThresholdError, match="age of 0 or more"):
        count_demand(spark, [AgedPosting("p", "j", -1.0, frozenset())], {})
