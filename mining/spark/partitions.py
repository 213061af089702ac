"""What a worker does with its part of the transactions; imports nothing that speaks to a graph.

Every function takes and returns Arrow batches, as Spark's ``mapInArrow`` hands them on.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from math import ceil

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mining.errors import ExplosionError, ThresholdError
from mining.histories import Histories, stack_histories
from mining.itemsets import Frequency, Template, find_itemsets
from mining.prefixspan import find_patterns
from mining.spark.matching import count_patterns

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

Floats = npt.NDArray[np.float64]
Batches = Iterator[pa.RecordBatch]


def answer(_: object) -> tuple[tuple[int, int], str]:
    """Return the worker's Python version and where our code was found there."""
    return sys.version_info[:2], __file__


def find_part_itemsets(
    batches: Batches,
    min_support: float,
    max_length: int,
    templates: Sequence[Template] | None,
    most_candidates: int,
) -> Batches:
    """Yield what is frequent in this part, with its counts: the first pass over the data."""
    transactions, weights = read_transactions(batches)
    if not transactions:
        return
    size = Frequency(len(transactions), float(weights.sum()))
    try:
        found = find_itemsets(
            transactions, min_support, max_length, templates, weights.tolist(), most_candidates
        )
    except (ExplosionError, ThresholdError) as error:
        yield _put({(): size}, refusal=f"{type(error).__name__}:{error}")
    else:
        yield _put({(): size} | found)


def count_part_itemsets(batches: Batches, wanted: Sequence[tuple[str, ...]]) -> Batches:
    """Yield how often the itemsets that are wanted occur in this part: the second pass."""
    transactions, weights = read_transactions(batches)
    if transactions:
        yield _put(count_itemsets(transactions, weights, wanted))


def count_itemsets(
    transactions: Sequence[Sequence[str]], weights: Floats, wanted: Sequence[tuple[str, ...]]
) -> dict[tuple[str, ...], Frequency]:
    """Count the transactions that hold every item of each itemset."""
    rows = {item: row for row, item in enumerate(sorted({i for items in wanted for i in items}))}
    holds = np.zeros((len(rows), len(transactions)), dtype=np.bool_)
    for column, transaction in enumerate(transactions):
        holds[[rows[item] for item in transaction if item in rows], column] = True
    counted = {}
    for items in wanted:
        held = holds[[rows[item] for item in items]].all(axis=0)
        counted[items] = Frequency(int(held.sum()), float(weights[held].sum()))
    return counted


def read_transactions(batches: Iterable[pa.RecordBatch]) -> tuple[list[list[str]], Floats]:
    """Return the items and the weight of every row; 1 where there is no weight."""
    transactions: list[list[str]] = []
    weights: list[Floats] = [np.empty(0)]
    for batch in batches:
        transactions.extend(items or [] for items in batch.column("items").to_pylist())
        weighing = batch.column("weight").fill_null(1.0)
        weights.append(weighing.to_numpy(zero_copy_only=False).astype(np.float64))
    return transactions, np.concatenate(weights)


def choose_part_count(share: float, learners: int) -> int:
    """Return the least support in a part: what is frequent in all reaches it in one part."""
    return max(1, ceil(share * learners - 1e-9))


def find_part_patterns(
    batches: Batches, share: float, max_length: int, max_gap: int | None
) -> Batches:
    """Yield the patterns that are frequent in this part, with their counts."""
    histories, names = read_histories(batches)
    if not histories.learners:
        return
    size: dict[tuple[str, ...], Frequency] = {(): Frequency(histories.learners, histories.learners)}
    least = choose_part_count(share, histories.learners)
    found = find_patterns(histories, least, max_length, max_gap, _MOST_PATTERNS)
    if found.min_count > least:
        said = f"more than {_MOST_PATTERNS} patterns; try a higher minimum support"
        yield _put(size, refusal=f"{ExplosionError.__name__}:{said}")
        return
    supports = zip(found.list_all(), found.supports.tolist(), strict=True)
    yield _put(size | {tuple(names[i] for i in items): Frequency(n, n) for items, n in supports})


def count_part_patterns(
    batches: Batches, wanted: Sequence[tuple[str, ...]], max_gap: int | None
) -> Batches:
    """Yield in how many histories of this part the patterns that are wanted occur."""
    histories, names = read_histories(batches)
    numbers = {name: number for number, name in enumerate(names)}
    known = [items for items in wanted if all(item in numbers for item in items)]
    coded = [tuple(numbers[item] for item in items) for items in known]
    counts = count_patterns(histories, coded, max_gap)
    yield _put({items: Frequency(n, n) for items, n in zip(known, counts, strict=True)})


def read_histories(batches: Iterable[pa.RecordBatch]) -> tuple[Histories, list[str]]:
    """Return the sequences of every row, a learner each, and what the item numbers stand for."""
    columns = [batch.column("sequences") for batch in batches]
    if not columns:
        return stack_histories([]), []
    learners = pa.concat_arrays(columns)
    sequences = learners.flatten()
    items = sequences.flatten().dictionary_encode()
    owners = np.repeat(np.arange(len(learners)), pc.list_value_length(learners).to_numpy())
    lengths = pc.list_value_length(sequences).to_numpy()
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    codes = items.indices.to_numpy().astype(np.int64)
    return Histories(codes, starts, owners), items.dictionary.to_pylist()


def _put(found: dict[tuple[str, ...], Frequency], refusal: str | None = None) -> pa.RecordBatch:
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
