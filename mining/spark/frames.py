"""Transactions as Spark tables: from the driver, from Parquet, in parts of a useful size."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from mining.errors import TableError
from mining.spark.session import run_job

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

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
        TableError: a column that is needed is absent or of another type.
    """
    from pyspark.sql import functions
    from pyspark.sql.pandas.types import from_arrow_type

    # Spark takes a path without scheme for one of the cluster's file system, often HDFS
    place = path if "://" in path else Path(path).resolve().as_uri()
    frame = run_job(lambda: session.read.parquet(place))
    found = {field.name: field.dataType for field in frame.schema}
    chosen: list[Column] = []
    for column in columns:
        wanted = from_arrow_type(column.type)
        if column.name in found:
            if pa.types.is_list(column.type) != (found[column.name].typeName() == "array"):
                told = found[column.name].simpleString()
                raise TableError(
                    f"{path}: column {column.name}: expected {column.type}, found {told}"
                )
            chosen.append(functions.col(column.name).cast(wanted))
        elif column.nullable:
            chosen.append(functions.lit(None).cast(wanted).alias(column.name))
        else:
            raise TableError(f"{path}: expected a column {column.name}, found {', '.join(found)}")
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


def write_parquet(session: "SparkSession", table: pa.Table, path: str) -> None:
    """Write a table of the driver to a path with a scheme; what was there is replaced."""
    run_job(lambda: spread(session, table).coalesce(1).write.mode("overwrite").parquet(path))
