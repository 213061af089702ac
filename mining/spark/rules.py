"""Association rules on Spark: itemsets are counted in parts, and rules made as on one machine.

Each part finds what is frequent in it by the same miner. What is frequent in all transactions is
frequent in one part at least, so nothing is missed. What every part has counted is exact at once;
of the rest, only what could still reach the minimum is counted again.

Source:
    Savasere, Omiecinski and Navathe, "An efficient algorithm for mining association rules in
    large databases", 1995.
"""

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mining.apriori import TOLERANCE, Mined, Thresholds, derive_rules, resolve_thresholds
from mining.baskets import encode_baskets
from mining.columns import write_baskets
from mining.errors import TemplateError
from mining.itemsets import Itemsets, Template, gather_itemsets
from mining.spark.counts import read_counts
from mining.spark.frames import divide, run_parts, spread
from mining.spark.partitions import COUNTED, count_part_itemsets, find_part_itemsets
from mining.spark.session import run_job
from mining.templates import check_templates

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SLACK = 1e-6
_MOST = 1_000_000


def mine_rules(
    session: "SparkSession",
    transactions: Sequence[Collection[str]],
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
    weights: Sequence[float] | None = None,
) -> Mined:
    """Find the rules of transactions that the driver holds, as :func:`mining.apriori.mine_rules`.

    Counts are the same; masses differ from those of one machine by rounding alone, below 1e-12 of
    themselves.

    Raises:
        ExplosionError: more candidates than memory allows, in one part.
        SparkError: Spark failed.
        ThresholdError: a threshold or weight out of its range.
    """
    baskets = encode_baskets(transactions, weights)
    check_templates(templates or (), baskets.names)
    return _mine(spread(session, write_baskets(baskets)), baskets.count, templates, thresholds)


def mine_frame(
    frame: "DataFrame",
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
) -> Mined:
    """Find the rules of a Spark table with the columns of ``TRANSACTIONS``."""
    try:
        check_templates(templates or ())
    except TemplateError:  # unless an item has the type; that takes a pass over the data
        check_templates(templates or (), _list_types(frame))
    return _mine(frame, run_job(frame.count), templates, thresholds)


def find_itemsets(
    frame: "DataFrame",
    min_support: float,
    max_length: int,
    templates: Sequence[Template] | None,
) -> Itemsets:
    """Return what is frequent in all parts together."""
    support = min_support * (1 - _SLACK)
    first = partial(
        find_part_itemsets,
        min_support=support,
        max_length=max_length,
        templates=templates,
        most=_MOST,
    )
    counts = read_counts(run_parts(frame, first, COUNTED))
    needed = counts.size.mass * (min_support - TOLERANCE)
    unseen = {part: each.mass * support for part, each in counts.sizes.items()}
    found, again = counts.settle(unseen, needed)
    if again:
        second = partial(count_part_itemsets, wanted=again)
        found |= read_counts(run_parts(frame, second, COUNTED)).add_all()
    kept = {items: each for items, each in found.items() if each.mass >= needed}
    return gather_itemsets(kept, counts.size.count, counts.size.mass)


def _mine(
    frame: "DataFrame",
    rows: int,
    templates: Sequence[Template] | None,
    thresholds: Thresholds | None,
) -> Mined:
    limits, _ = resolve_thresholds(thresholds or Thresholds(), rows)
    parts = divide(frame, rows, limits.support)
    found = find_itemsets(parts, limits.support, limits.length, templates)
    return derive_rules(found, templates, thresholds)


def _list_types(frame: "DataFrame") -> list[str]:
    """Return the types of all items."""
    from pyspark.sql import functions

    kinds = frame.select(functions.explode("items").alias("item"))
    named = kinds.select(functions.substring_index("item", ":", 1)).distinct()
    return [kind for (kind,) in run_job(named.collect)]
