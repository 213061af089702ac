"""Sequential patterns on Spark: learners are parted, each part grows its own prefixes."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from mining import prefixspan
from mining.histories import Histories, Ints, stack_histories
from mining.itemsets import Frequency
from mining.patterns import Patterns, grow_tree
from mining.prefixspan import MAX_LENGTH, MOST_PATTERNS
from mining.spark.counts import Items, read_counts
from mining.spark.frames import divide, run_parts, spread
from mining.spark.partitions import (
    COUNTED,
    choose_part_count,
    count_part_patterns,
    find_part_patterns,
)
from mining.spark.session import run_job

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

GATHERED = pa.schema([pa.field("sequences", pa.list_(pa.list_(pa.string())), nullable=False)])


def find_patterns(
    session: "SparkSession",
    histories: Histories,
    min_count: int,
    max_length: int = MAX_LENGTH,
    max_gap: int | None = None,
    most: int = MOST_PATTERNS,
) -> Patterns:
    """Find the patterns of histories, as :func:`mining.prefixspan.find_patterns`: the same.

    Raises:
        ExplosionError: a part has more patterns than memory allows.
        SparkError: Spark failed.
        ThresholdError: an argument under 1.
    """
    prefixspan.find_patterns(stack_histories([]), min_count, max_length, max_gap, most)  # refuses
    frame = spread(session, _gather(histories))
    found = find_in_frame(frame, min_count, max_length, max_gap)
    least = raise_minimum((each.count for each in found.values()), min_count, most)
    kept = {
        tuple(int(item) for item in items): each.count
        for items, each in found.items()
        if each.count >= least
    }
    return Patterns(*_grow(kept), histories.learners, least, max_gap)


def find_in_frame(
    frame: "DataFrame", min_count: int, max_length: int = MAX_LENGTH, max_gap: int | None = None
) -> dict[Items, Frequency]:
    """Return the patterns of a Spark table with the column of ``GATHERED``, a row a learner."""
    prefixspan.find_patterns(stack_histories([]), min_count, max_length, max_gap)  # refuses
    learners = run_job(frame.count)
    if not learners:
        return {}
    share = min_count / learners
    parts = divide(frame, learners, share)
    first = partial(find_part_patterns, share=share, max_length=max_length, max_gap=max_gap)
    counts = read_counts(run_parts(parts, first, COUNTED))
    unseen = {
        part: choose_part_count(share, size.count) - 1.0 for part, size in counts.sizes.items()
    }
    found, again = counts.settle(unseen, min_count)
    if again:
        second = partial(count_part_patterns, wanted=again, max_gap=max_gap)
        found |= read_counts(run_parts(parts, second, COUNTED)).add_all()
    return {items: each for items, each in found.items() if each.count >= min_count}


def gather_frame(frame: "DataFrame") -> "DataFrame":
    """Return a row a learner of a table with the columns of ``HISTORIES``.

    Several rows of a learner are sequences that are told apart, sessions for example.
    """
    from pyspark.sql import functions

    return (
        frame.groupBy("learner")
        .agg(functions.collect_list("items").alias("sequences"))
        .select("sequences")
    )


def _gather(histories: Histories) -> pa.Table:
    owners = range(len(histories)) if histories.owners is None else histories.owners.tolist()
    each = zip(owners, histories.list_all(), strict=True)
    rows = [
        [[str(item) for item in items] for _, items in group]
        for _, group in groupby(each, key=lambda pair: pair[0])
    ]
    return pa.Table.from_arrays([pa.array(rows, GATHERED[0].type)], schema=GATHERED)


def raise_minimum(supports: Iterable[int], min_count: int, most: int) -> int:
    """Return the lowest minimum that leaves no more than ``most`` patterns."""
    frequent = sorted((each for each in supports if each >= min_count), reverse=True)
    return min_count if len(frequent) <= most else frequent[most] + 1


def _grow(supports: Mapping[tuple[int, ...], int]) -> tuple[Ints, Ints, Ints, Ints]:
    """Return the tree of patterns, each of them with all its beginnings."""
    numbers = {items: number for number, items in enumerate(supports)}
    columns = (
        [items[-1] for items in numbers],
        [numbers.get(items[:-1], -1) for items in numbers],
        list(supports.values()),
    )
    items, parents, counts = (np.array(column, dtype=np.int64) for column in columns)
    return grow_tree(items, parents, counts)
