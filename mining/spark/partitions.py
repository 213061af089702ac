"""What a worker does with its part of the transactions; imports nothing that speaks to a graph.

Every function takes and returns Arrow batches, as Spark's ``mapInArrow`` hands them on.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from math import ceil

import pyarrow as pa

from mining.errors import ExplosionError, TableError, ThresholdError
from mining.itemsets import Frequency, Template, find_itemsets
from mining.prefixspan import find_patterns
from mining.spark.columns import read_histories, read_transactions
from mining.spark.matching import count_itemsets, count_patterns

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

_MOST_PATTERNS = 1_000_000

Items = tuple[str, ...]
Found = dict[Items, Frequency]
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

    def work() -> Found:
        transactions = read_transactions(batches)
        if not len(transactions):
            return {}
        size = Frequency(len(transactions), float(transactions.weights.sum()))
        weights = transactions.weights.tolist()
        asked = min_support, max_length, templates, weights, most
        return {(): size} | find_itemsets(transactions.spell(), *asked)

    yield from _answer(work)


def count_part_itemsets(batches: Batches, wanted: Sequence[Items]) -> Batches:
    """Yield how often the itemsets that are wanted occur in this part: the second pass."""
    yield from _answer(lambda: count_itemsets(read_transactions(batches), wanted))


def choose_part_count(share: float, learners: int) -> int:
    """Return the least support in a part: what is frequent in all reaches it in one part."""
    return max(1, ceil(share * learners - 1e-9))


def find_part_patterns(
    batches: Batches, share: float, max_length: int, max_gap: int | None
) -> Batches:
    """Yield the patterns that are frequent in this part, with their counts."""

    def work() -> Found:
        histories, names = read_histories(batches)
        learners = histories.learners
        if not learners:
            return {}
        least = choose_part_count(share, learners)
        found = find_patterns(histories, least, max_length, max_gap, _MOST_PATTERNS)
        if found.min_count > least:
            raise ExplosionError(
                f"expected at most {_MOST_PATTERNS} patterns, found more; "
                "try a higher minimum support"
            )
        supports = zip(found.list_all(), found.supports.tolist(), strict=True)
        named = {tuple(names[i] for i in items): Frequency(n, n) for items, n in supports}
        return {(): Frequency(learners, learners)} | named

    yield from _answer(work)


def count_part_patterns(batches: Batches, wanted: Sequence[Items], max_gap: int | None) -> Batches:
    """Yield in how many histories of this part the patterns that are wanted occur."""

    def work() -> Found:
        histories, names = read_histories(batches)
        numbers = {name: number for number, name in enumerate(names)}
        known = [items for items in wanted if all(item in numbers for item in items)]
        coded = [tuple(numbers[item] for item in items) for items in known]
        counts = count_patterns(histories, coded, max_gap)
        return {items: Frequency(n, n) for items, n in zip(known, counts, strict=True)}

    yield from _answer(work)


def _answer(work: Callable[[], Found]) -> Batches:
    """Yield what was found; what is refused is told in words, for the driver to raise."""
    try:
        found = work()
    except (ExplosionError, TableError, ThresholdError) as error:
        yield _put({(): Frequency(0, 0.0)}, refusal=f"{type(error).__name__}:{error}")
    else:
        if found:
            yield _put(found)


def _put(found: Found, refusal: str | None = None) -> pa.RecordBatch:
    from pyspark import TaskContext

    context = TaskContext.get()
    part = context.partitionId() if context else 0
    columns = [
        [part] * len(found),
        [list(items) for items in found],
        [each.count for each in found.values()],
        [each.mass for each in found.values()],
        [refusal] * len(found),
    ]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, COUNTED, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=COUNTED)
