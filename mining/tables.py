"""Transactions, histories and postings in Parquet, for corpora that are not in the graph.

Reads and writes on this machine; what is mined from a table is written with 9 digits, p and q
with 9 after their zeros, so that every engine writes the same.
"""

import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from mining.ages import list_ages
from mining.apriori import Rule
from mining.baskets import Baskets
from mining.columns import read_baskets
from mining.errors import TableError
from mining.histories import Histories
from mining.significance import shorten_p_value
from mining.weights import AgedPosting, DemandTable

_DIGITS = 9

TRANSACTIONS = pa.schema(
    [
        pa.field("items", pa.list_(pa.string()), nullable=False),
        pa.field("weight", pa.float64()),
    ]
)
"""A row a transaction: items such as ``K:sql``; without a weight it weighs 1."""

HISTORIES = pa.schema(
    [
        pa.field("learner", pa.string(), nullable=False),
        pa.field("items", pa.list_(pa.string()), nullable=False),
    ]
)
"""A row a sequence, items in order; several rows of a learner are told apart."""

POSTINGS = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("job_id", pa.string(), nullable=False),
        pa.field("ability_ids", pa.list_(pa.string()), nullable=False),
        pa.field("posted", pa.string()),
        pa.field("job_class", pa.string()),
    ]
)
"""A row a posting, each once; ``posted`` an ISO date, without it as old as the oldest."""


def read_transactions(path: Path) -> Baskets:
    """Return the rows of a Parquet file, or of a folder of them.

    Raises:
        TableError: no such table, or not the columns of ``TRANSACTIONS``.
        ThresholdError: a weight that is not above 0.
    """
    return read_baskets(read_table(path, TRANSACTIONS).to_batches())


def read_histories(path: Path) -> tuple[Histories, tuple[str, ...]]:
    """Return the sequences of a table, learners together, and what the item numbers stand for.

    Raises:
        TableError: no such table, or not the columns of ``HISTORIES``.
    """
    table = read_table(path, HISTORIES).sort_by("learner")
    lists = table["items"].combine_chunks()
    owners = pc.rank(table["learner"], tiebreaker="dense").to_numpy() - 1
    items = lists.flatten()
    names = pc.unique(items).sort()
    codes = pc.index_in(items, names).to_numpy().astype(np.int64)
    lengths = pc.list_value_length(lists).to_numpy()
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    return Histories(codes, starts, owners.astype(np.int64)), tuple(names.to_pylist())


def read_postings(path: Path) -> tuple[list[AgedPosting], Mapping[str, str]]:
    """Return postings with their age before the newest, and the class of each job.

    Raises:
        TableError: no such table, or not the columns of ``POSTINGS``; no date.
    """
    rows = read_table(path, POSTINGS).to_pylist()
    days = {row["id"]: _read_day(path, row["posted"]) for row in rows if row["posted"]}
    ages = list_ages([row["id"] for row in rows], days)
    postings = [
        AgedPosting(row["id"], row["job_id"], age, frozenset(row["ability_ids"]))
        for row, age in zip(rows, ages, strict=True)
    ]
    classes = sorted((row["job_id"], row["job_class"] or "") for row in rows)
    return postings, dict(classes)  # of several, the last


def read_table(path: Path, columns: pa.Schema) -> pa.Table:
    """Return the documented columns; one that may be absent is null then.

    Raises:
        TableError: no such table, a column is absent or of another type, or a null item.
    """
    try:
        found = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        why = str(error).partition("\n")[0]
        raise TableError(f"{path}: expected a Parquet table, found none: {why}") from error
    return pa.Table.from_arrays(
        [_read_column(path, found, column) for column in columns], schema=columns
    )


def tabulate_rules(rules: tuple[Rule, ...]) -> pa.Table:
    """Return rules as a table, a column a field of :class:`mining.apriori.Rule`."""
    kinds = {"body": pa.list_(pa.string()), "head": pa.string()}
    whole = {"count", "body_count", "head_count", "transactions"}
    columns = {
        field.name: pa.array(
            [_shorten(field.name, getattr(rule, field.name)) for rule in rules],
            kinds.get(field.name, pa.int64() if field.name in whole else pa.float64()),
        )
        for field in fields(Rule)
    }
    return pa.table(columns)


def tabulate_patterns(supports: Mapping[tuple[str, ...], int], learners: int) -> pa.Table:
    """Return patterns with the learners who have them, by length, then items."""
    order = sorted(supports, key=lambda items: (len(items), items))
    counts = [supports[items] for items in order]
    return pa.table(
        {
            "pattern": pa.array([list(items) for items in order], pa.list_(pa.string())),
            "learners": pa.array(counts, pa.int64()),
            "share": pa.array([_round(count / learners) for count in counts], pa.float64()),
        }
    )


def tabulate_demand(demand: DemandTable, classes: Mapping[str, str]) -> pa.Table:
    """Return a row a pair of job and ability."""
    cells = demand.cells
    shares = [demand.shares[classes.get(c.job_id, ""), c.ability_id] for c in cells]
    return pa.table(
        {
            "job_id": pa.array([cell.job_id for cell in cells], pa.string()),
            "ability_id": pa.array([cell.ability_id for cell in cells], pa.string()),
            "mass": pa.array([_round(cell.mass) for cell in cells], pa.float64()),
            "total": pa.array([_round(demand.totals[c.job_id]) for c in cells], pa.float64()),
            "class_prior": pa.array([_round(share) for share in shares], pa.float64()),
            "n": pa.array([cell.count for cell in cells], pa.int64()),
        }
    )


def write_table(table: pa.Table, folder: Path, name: str) -> Path:
    """Write ``folder/name.parquet``, whole or not at all; what was there is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.parquet"
    beside = folder / f".{name}.parquet.{os.getpid()}"
    try:
        pq.write_table(table, beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return path


def _read_column(path: Path, table: pa.Table, wanted: pa.Field) -> pa.ChunkedArray:
    if wanted.name not in table.column_names:
        if wanted.nullable:
            return pa.chunked_array([pa.nulls(len(table), wanted.type)])
        raise TableError(
            f"{path}: expected a column {wanted.name}, found {', '.join(table.column_names)}"
        )
    column = table[wanted.name]
    try:
        cast_column = column.cast(wanted.type)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise TableError(
            f"{path}: column {wanted.name}: expected {wanted.type}, found {column.type}"
        ) from error
    nulls = cast_column.null_count if not wanted.nullable else 0
    if pa.types.is_list(wanted.type):
        nulls += pc.list_flatten(cast_column).null_count
    if nulls:
        raise TableError(f"{path}: column {wanted.name}: expected values, found {nulls} null")
    return cast_column


def _read_day(path: Path, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise TableError(f"{path}: posted: expected a date, found {text!r}") from error


def _shorten(name: str, value: object) -> object:
    if name in {"p", "q"} and isinstance(value, float):
        return shorten_p_value(value, _DIGITS)
    return _round(value)


def _round(value: object) -> object:
    return round(value, _DIGITS) if isinstance(value, float) else value
