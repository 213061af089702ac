"""Arrow's lists of words as the integer arrays that the miners read."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mining.baskets import Baskets, check_weights, drop_repeats, encode_baskets
from mining.errors import TableError
from mining.histories import Histories, stack_histories

Ints = npt.NDArray[np.int64]


def read_baskets(batches: Iterable[pa.RecordBatch]) -> Baskets:
    """Return the rows of ``tables.TRANSACTIONS``; what a list names twice counts once.

    Raises:
        TableError: an item or a list is null.
        ThresholdError: a weight that is not above 0.
    """
    held = list(batches)
    if not held:
        return encode_baskets([])
    table = pa.Table.from_batches(held)
    lists = table["items"].combine_chunks()
    codes, names = _encode(lists.flatten(), lists.null_count)
    lengths = pc.list_value_length(lists).to_numpy()
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    weights = check_weights(len(lists), pc.fill_null(table["weight"], 1.0).to_numpy())
    return drop_repeats(Baskets(names, codes.astype(np.int32), starts, weights))


def write_baskets(baskets: Baskets) -> pa.Table:
    """Return baskets as a table with the columns ``items`` and ``weight``."""
    items = pa.array(baskets.names, pa.string()).take(pa.array(baskets.items))
    lists = pa.ListArray.from_arrays(pa.array(baskets.starts, pa.int32()), items)
    return pa.table({"items": lists, "weight": baskets.weights})


def read_histories(batches: Iterable[pa.RecordBatch]) -> tuple[Histories, tuple[str, ...]]:
    """Return the sequences of every row, a learner each, and what the item numbers stand for.

    Raises:
        TableError: an item or a list is null.
    """
    columns = [batch.column("sequences") for batch in batches]
    if not columns:
        return stack_histories([]), ()
    learners = pa.concat_arrays(columns)
    sequences = learners.flatten()
    codes, names = _encode(sequences.flatten(), sequences.null_count)
    owners = np.repeat(np.arange(len(learners)), pc.list_value_length(learners).to_numpy())
    lengths = pc.list_value_length(sequences).to_numpy()
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    return Histories(codes, starts, owners), names


def _encode(items: pa.Array, null_lists: int) -> tuple[Ints, tuple[str, ...]]:
    """Return items as positions among their names, ascending."""
    if nulls := items.null_count + null_lists:
        raise TableError(f"column items: expected values, found {nulls} null")
    encoded = items.dictionary_encode()
    order = pc.sort_indices(encoded.dictionary)
    places = np.empty(len(order), dtype=np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    codes = places[encoded.indices.to_numpy()] if len(items) else np.empty(0, dtype=np.int64)
    return codes, tuple(encoded.dictionary.take(order).to_pylist())
