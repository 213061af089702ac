"""Arrow's lists of words as the integer arrays that the miners read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from mining.errors import TableError
from mining.histories import Histories, stack_histories

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Transactions:
    """``N`` transactions of ``E`` entries over ``M`` items.

    Attributes:
        names: ``(M,)`` items, ascending.
        items: ``(E,)`` positions in ``names``, one transaction after the other, each once in it.
        starts: ``(N + 1,)`` where each transaction starts.
        weights: ``(N,)``, 1 where the table had none.
    """

    names: tuple[str, ...]
    items: Ints
    starts: Ints
    weights: Floats

    def __len__(self) -> int:
        return self.weights.size

    def spell(self) -> list[list[str]]:
        """Return the items of each by name."""
        named = [self.names[item] for item in self.items.tolist()]
        bounds = self.starts.tolist()
        return [named[a:b] for a, b in pairwise(bounds)]


def read_transactions(batches: Iterable[pa.RecordBatch]) -> Transactions:
    """Return the rows of ``tables.TRANSACTIONS``.

    Raises:
        TableError: an item or a list is null.
    """
    held = list(batches)
    if not held:
        return Transactions((), np.empty(0, np.int64), np.zeros(1, np.int64), np.empty(0))
    table = pa.Table.from_batches(held)
    lists = table["items"].combine_chunks()
    codes, names = _encode(lists.flatten(), lists.null_count)
    rows = np.repeat(np.arange(len(lists)), pc.list_value_length(lists).to_numpy())
    entries = np.unique(rows * max(1, len(names)) + codes)
    rows, items = np.divmod(entries, max(1, len(names)))
    starts = np.searchsorted(rows, np.arange(len(lists) + 1))
    weights = pc.fill_null(table["weight"], 1.0).to_numpy()
    return Transactions(names, items, starts, weights)


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
