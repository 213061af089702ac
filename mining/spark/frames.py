"""Transactions as Spark tables: from the driver, from Parquet, in parts of a useful size."""

import warnings
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pyarrow as pa

from mining.spark.errors import TransactionsError
from mining.spark.session import run_job

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LEAST_HOLDERS = 20

Work = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def spread(session: "SparkSession", table: pa.Table) -> "DataFrame":
    """Return a table that the driver holds as one of Spark's."""
    return session.createDataFrame(table)


def read_parquet(session: "SparkSession", path: str, columns: pa.Schema) -> "DataFrame":
    """Return the documented columns of a Parquet table at a path that every machine can read.

    A column that is not needed may be absent: it is null then.

    Raises:
        SparkError: no such path, or no table.
        TransactionsError: a column that is needed is absent or of another type.
    """
    from pyspark.sql import functions
    from pyspark.sql.pandas.types import from_arrow_type

    frame = run_job(lambda: session.read.parquet(path))
    found = {field.name: field.dataType.simpleString() for field in frame.schema}
    chosen = []
    for column in columns:
        wanted = from_arrow_type(column.type)
        if column.name in found:
            chosen.append(functions.col(column.name).cast(wanted))
        elif column.nullable:
            chosen.append(functions.lit(None).cast(wanted).alias(column.name))
        else:
            raise TransactionsError(
                f"{path}: expected a column {column.name} ({wanted.simpleString()}), found {found}"
            )
    return frame.select(*chosen)


def divide(frame: "DataFrame", rows: int, min_support: float) -> "DataFrame":
    """Return the table in as many parts as there are cores, but none with too few rows.

    In a part that the minimum support makes a handful of rows, whatever occurs once would be
    frequent: there are so few parts that it is 20 rows and more.
    """
    cores = frame.sparkSession.sparkContext.defaultParallelism
    now = frame.rdd.getNumPartitions()
    most = max(1, int(rows * min_support / _LEAST_HOLDERS))
    wanted = min(max(now, cores), most)
    if wanted == now:
        return frame
    return frame.coalesce(wanted) if wanted < now else frame.repartition(wanted)


def run_parts(frame: "DataFrame", work: Work, columns: pa.Schema) -> pa.Table:
    """Return what ``work`` yields for each part, all of it on the driver.

    Raises:
        SparkError: a worker failed.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    with warnings.catch_warnings():
        # pandas 3 works for what is used here: nothing but Arrow passes through it
        warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
        done = frame.mapInArrow(work, from_arrow_schema(columns))
        return run_job(done.toArrow)
