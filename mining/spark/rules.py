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

import pyarrow as pa

from mining.apriori import Mined, Thresholds, derive_rules, resolve_thresholds
from mining.itemsets import Frequency, Template, check_weights
from mining.spark.counts import Items, read_counts
from mining.spark.frames import divide, run_parts, spread
from mining.spark.partitions import COUNTED, count_part_itemsets, find_part_itemsets
from mining.tables import TRANSACTIONS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_TOLERANCE = 1e-9
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
    columns = [[sorted(each) for each in transactions], check_weights(len(transactions), weights)]
    arrays = [
        pa.array(column, each.type) for column, each in zip(columns, TRANSACTIONS, strict=True)
    ]
    table = pa.Table.from_arrays(arrays, schema=TRANSACTIONS)
    return mine_frame(spread(session, table), templates, thresholds)


def mine_frame(
    frame: "DataFrame",
    templates: Sequence[Template] | None = None,
    thresholds: Thresholds | None = None,
) -> Mined:
    """Find the rules of a Spark table with the columns of ``TRANSACTIONS``."""
    rows = frame.count()
    limits, _ = resolve_thresholds(thresholds, rows)
    parts = divide(frame, rows, limits.support)
    size, found = find_itemsets(parts, limits.support, limits.length, templates)
    return derive_rules(found, size, templates, thresholds)


def find_itemsets(
    frame: "DataFrame",
    min_support: float,
    max_length: int,
    templates: Sequence[Template] | None,
) -> tuple[Frequency, dict[Items, Frequency]]:
    """Return the size of all transactions, and what is frequent in them, by size, then items."""
    support = min_support * (1 - _SLACK)
    first = partial(
        find_part_itemsets,
        min_support=support,
        max_length=max_length,
        templates=templates,
        most=_MOST,
    )
    counts = read_counts(run_parts(frame, first, COUNTED))
    needed = counts.size.mass * (min_support - _TOLERANCE)
    unseen = {part: each.mass * support for part, each in counts.sizes.items()}
    found, again = counts.settle(unseen, needed)
    if again:
        second = partial(count_part_itemsets, wanted=again)
        found |= read_counts(run_parts(frame, second, COUNTED)).add_all()
    kept = {items: each for items, each in found.items() if each.mass >= needed}
    return counts.size, dict(sorted(kept.items(), key=lambda pair: (len(pair[0]), pair[0])))
