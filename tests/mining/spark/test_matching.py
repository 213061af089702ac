"""What is known is counted as the miners count it."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.columns import read_baskets, read_histories
from mining.errors import TableError
from mining.histories import stack_histories
from mining.itemsets import find_itemsets
from mining.prefixspan import find_patterns
from mining.spark import matching
from mining.spark.matching import count_itemsets, count_patterns
from mining.tables import TRANSACTIONS

SESSIONS = st.lists(st.lists(st.integers(0, 3), max_size=6), min_size=1, max_size=6)
BASKETS = st.lists(st.lists(st.sampled_from("abcd"), max_size=5), min_size=1, max_size=12)


def batch(baskets: Sequence[object], weights: Sequence[float | None]) -> pa.RecordBatch:
    columns = {"items": baskets, "weight": weights}
    return pa.RecordBatch.from_pydict(columns, schema=TRANSACTIONS)


@given(BASKETS, st.booleans(), st.integers(1, 12))
@settings(max_examples=50, deadline=None)
def test_known_itemsets_are_counted_as_the_miner_counts(
    baskets: list[list[str]], weighed: bool, cut: int
) -> None:
    weights = [0.5 + n for n in range(len(baskets))] if weighed else [1.0] * len(baskets)
    found = find_itemsets(baskets, 1e-9, 4, None, weights)
    parts = [batch(baskets[:cut], weights[:cut]), batch(baskets[cut:], weights[cut:])]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_ROWS_AT_ONCE", 5)
        counted = count_itemsets(read_baskets(parts), list(found))
    assert {items: each.count for items, each in counted.items()} == {
        items: each.count for items, each in found.items()
    }
    assert [each.mass for each in counted.values()] == pytest.approx(
        [each.mass for each in found.values()]
    )


def test_what_no_transaction_holds_counts_0() -> None:
    held = read_baskets([batch([["a"], ["b", "b"]], [None, None])])
    counts = count_itemsets(held, [("a", "b"), ("b",), ("z",)])
    assert [each.count for each in counts.values()] == [0, 1, 0]
    assert (held.names, held.items.tolist(), held.starts.tolist()) == (
        ("a", "b"),
        [0, 1],
        [0, 1, 2],
    )
    assert held.weights.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("bad", [None, ["a", None]])
def test_a_null_is_refused(bad: object) -> None:
    with pytest.raises(TableError, match="found 1 null"):
        read_baskets([batch([["a"], bad], [1.0, 1.0])])


@given(SESSIONS, st.none() | st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_known_patterns_are_counted_as_the_miner_counts(
    sessions: list[list[int]], max_gap: int | None, apart: int
) -> None:
    owners = np.arange(len(sessions)) // apart
    histories = stack_histories(sessions, owners)
    found = find_patterns(histories, 1, 4, max_gap)
    assert count_patterns(histories, found.list_all(), max_gap) == found.supports.tolist()


def test_a_pattern_that_nobody_has_counts_0() -> None:
    histories = stack_histories([[1, 2], [2, 1]])
    assert count_patterns(histories, [(2, 2), (1, 2), (7,)]) == [0, 1, 0]


def test_sessions_of_a_row_belong_to_one_learner() -> None:
    kind = pa.list_(pa.list_(pa.string()))
    rows = pa.array([[["b", "a"], ["b"]], [], [[]]], kind)
    histories, names = read_histories([pa.RecordBatch.from_arrays([rows], ["sequences"])])
    assert [[names[item] for item in each] for each in histories.list_all()] == [
        ["b", "a"],
        ["b"],
        [],
    ]
    assert histories.owners is not None
    assert histories.owners.tolist() == [0, 0, 2]
