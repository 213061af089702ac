"""What a worker does with its part of the transactions; imports nothing that speaks to a graph.

Every function takes and returns Arrow batches, as Spark's ``mapInArrow`` hands them on.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from mining.columns import read_baskets, read_histories
from mining.errors import ExplosionError, TableError, ThresholdError
from mining.itemsets import Frequency, Itemsets, Template, search_itemsets
from mining.prefixspan import find_patterns
from mining.spark.matching import count_itemsets, count_patterns
from mining.weights import AgedPosting, demand_table

COUNTED = pa.schema(
    [
        ("part", pa.int32()),
        ("items", pa.list_(pa.string())),
        ("count", pa.int64()),
        ("mass", pa.float64()),
        ("refusal", pa.string()),
    ]
)
"""An itemset of a part; the empty one is in every transaction, so its row tells the part's size."""

SUMS = pa.schema(
    [
        ("job_id", pa.string()),
        ("ability_id", pa.string()),  # null: the job's total
        ("mass", pa.float64()),
        ("count", pa.int64()),
    ]
)
"""What the postings of a part come to, by job and ability."""

_MOST_PATTERNS = 1_000_000

Items = tuple[str, ...]
Batches = Iterator[pa.RecordBatch]


def answer(_: object) -> tuple[tuple[int, int], str]:
    """Return the worker's Python version and where our code was found there."""
    return sys.version_info[:2], __file__


def find_part_itemsets(
    batches: Batches,
    min_support: float,
    max_length: int,
    templates: Sequence[Template] | None,
    most: int,
) -> Batches:
    """Yield what is frequent in this part, with its counts: the first pass over the data."""

    def work() -> pa.RecordBatch | None:
        baskets = read_baskets(batches)
        if not baskets.count:
            return None
        return put_itemsets(search_itemsets(baskets, min_support, max_length, templates, most))

    yield from _answer(work)


def count_part_itemsets(batches: Batches, wanted: Sequence[Items]) -> Batches:
    """Yield how often the itemsets that are wanted occur in this part: the second pass."""
    yield from _answer(lambda: put_found(count_itemsets(read_baskets(batches), wanted)))


def choose_part_count(share: float, learners: int) -> int:
    """Return the least support in a part: what is frequent in all reaches it in one part."""
    return max(1, ceil(share * learners - 1e-9))


def find_part_patterns(
    batches: Batches, share: float, max_length: int, max_gap: int | None
) -> Batches:
    """Yield the patterns that are frequent in this part, with their counts."""

    def work() -> pa.RecordBatch | None:
        histories, names = read_histories(batches)
        learners = histories.learners
        if not learners:
            return None
        least = choose_part_count(share, learners)
        found = find_patterns(histories, least, max_length, max_gap, _MOST_PATTERNS)
        if found.min_count > least:
            raise ExplosionError(
                f"expected at most {_MOST_PATTERNS} patterns, found more; "
                "try a higher minimum support"
            )
        supports = zip(found.list_all(), found.supports.tolist(), strict=True)
        named = {tuple(names[i] for i in items): Frequency(n, n) for items, n in supports}
        return put_found({(): Frequency(learners, learners)} | named)

    yield from _answer(work)


def count_part_patterns(batches: Batches, wanted: Sequence[Items], max_gap: int | None) -> Batches:
    """Yield in how many histories of this part the patterns that are wanted occur."""

    def work() -> pa.RecordBatch | None:
        histories, names = read_histories(batches)
        numbers = {name: number for number, name in enumerate(names)}
        known = [items for items in wanted if all(item in numbers for item in items)]
        coded = [tuple(numbers[item] for item in items) for items in known]
        counts = count_patterns(histories, coded, max_gap)
        return put_found({i: Frequency(n, n) for i, n in zip(known, counts, strict=True)})

    yield from _answer(work)


def add_part(batches: Iterator[pa.RecordBatch], half_life: float) -> Iterator[pa.RecordBatch]:
    """Yield what the postings of this part come to."""
    postings = [
        AgedPosting(
            row["id"], row["job_id"], row["age_months"], frozenset(row["ability_ids"] or ())
        )
        for batch in batches
        for row in batch.to_pylist()
    ]
    table = demand_table(postings, {}, half_life)
    counts = defaultdict[str, int](int)
    for posting in postings:
        counts[posting.job_id] += 1
    rows: list[tuple[str, str | None, float, int]] = [
        (job, None, mass, counts[job]) for job, mass in table.totals.items()
    ]
    rows += [(cell.job_id, cell.ability_id, cell.mass, cell.count) for cell in table.cells]
    if rows:
        arrays = [pa.array(c, e.type) for c, e in zip(zip(*rows, strict=True), SUMS, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=SUMS)


def put_itemsets(found: Itemsets) -> pa.RecordBatch:
    """Return itemsets as rows, the empty one first."""
    names = pa.array(found.names, pa.string())
    lists = [pa.array([[]], pa.list_(pa.string()))]
    for level in found.levels:
        count, size = level.items.shape
        ends = pa.array(np.arange(count + 1) * size, pa.int32())
        lists.append(pa.ListArray.from_arrays(ends, names.take(pa.array(level.items.ravel()))))
    counts = np.concatenate([[found.transactions], *(level.counts for level in found.levels)])
    masses = np.concatenate([[found.mass], *(level.masses for level in found.levels)])
    return _put(pa.concat_arrays(lists), counts, masses)


def put_found(found: Mapping[Items, Frequency]) -> pa.RecordBatch:
    """Return what was found as rows."""
    return _put(
        pa.array([list(items) for items in found], pa.list_(pa.string())),
        [each.count for each in found.values()],
        [each.mass for each in found.values()],
    )


def _answer(work: Callable[[], pa.RecordBatch | None]) -> Batches:
    """Yield what was found; what is refused is told in words, for the driver to raise."""
    try:
        found = work()
    except (ExplosionError, TableError, ThresholdError) as error:
        empty = pa.array([[]], pa.list_(pa.string()))
        yield _put(empty, [0], [0.0], f"{type(error).__name__}:{error}")
    else:
        if found is not None:
            yield found


def _put(
    items: pa.Array, counts: ArrayLike, masses: ArrayLike, refusal: str | None = None
) -> pa.RecordBatch:
    from pyspark import TaskContext

    context = TaskContext.get()
    part = context.partitionId() if context else 0
    columns = {
        "part": np.full(len(items), part, dtype=np.int32),
        "items": items,
        "count": pa.array(counts, pa.int64()),
        "mass": pa.array(masses, pa.float64()),
        "refusal": pa.array([refusal] * len(items), pa.string()),
    }
    return pa.RecordBatch.from_pydict(columns, schema=COUNTED)
