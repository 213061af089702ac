"""From the graph to the graph, counted by Spark: the same plans."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from graph.changes import apply_plan
from graph.store import Store
from mining.apriori import Thresholds
from mining.demand import plan_demand
from mining.rules import plan_rules
from mining.spark.engine import Spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = pytest.mark.spark
ALL = Thresholds(min_support=0.01, min_confidence=0.1, min_lift=1.0, max_q=1.0, max_length=2)


def test_the_plans_are_those_of_the_local_engine(
    one_store: Store,
    stock_market: Callable[[Store], Store],
    advertise: Callable[..., None],
    spark: "SparkSession",
) -> None:
    engine = Spark(lambda _: spark)
    store = stock_market(one_store)
    advertise(store, "p1", "web", ["css", "sql"], "2026-05-01")
    advertise(store, "p2", "web", ["css"], "2026-07-01")
    advertise(store, "p3", "dba", ["sql"])
    rules = plan_rules(store, ALL, mine=engine.mine_rules)
    demand = plan_demand(store, count=engine.count_demand)
    assert (rules, demand) == (plan_rules(store, ALL), plan_demand(store))
    assert demand.plan.changes
    apply_plan(store, demand.plan, "demand", kind="mining")
    assert not plan_demand(store, count=engine.count_demand).plan.changes
