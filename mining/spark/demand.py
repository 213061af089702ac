"""Demand on Spark: each part adds up its postings, the driver adds up the parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from math import fsum
from typing import TYPE_CHECKING

import pyarrow as pa

from mining.ages import DAYS_A_MONTH
from mining.spark.frames import run_parts, spread
from mining.spark.partitions import SUMS, add_part
from mining.spark.session import run_job
from mining.weights import AgedPosting, DemandTable, JobAbility, decay

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

AGED = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False),
        pa.field("job_id", pa.string(), nullable=False),
        pa.field("age_months", pa.float64(), nullable=False),
        pa.field("ability_ids", pa.list_(pa.string()), nullable=False),
    ]
)


def count_demand(
    session: "SparkSession",
    postings: Iterable[AgedPosting],
    classes: Mapping[str, str],
    half_life: float = 12,
) -> DemandTable:
    """Add up what postings mention, as :func:`mining.weights.demand_table`.

    Masses differ from those of one machine by rounding alone, below 1e-12 of themselves.

    Raises:
        SparkError: Spark failed.
        ThresholdError: an age below 0.
    """
    rows = [(p.id, p.job_id, p.age_months, sorted(p.ability_ids)) for p in postings]
    decay(min((age for _, _, age, _ in rows), default=0.0), half_life)  # refuses what is no age
    columns = list(zip(*rows, strict=True)) or [()] * len(AGED)
    arrays = [pa.array(column, each.type) for column, each in zip(columns, AGED, strict=True)]
    frame = spread(session, pa.Table.from_arrays(arrays, schema=AGED))
    return _count(frame, classes, half_life)


def count_frame(frame: "DataFrame", half_life: float = 12) -> tuple[DemandTable, dict[str, str]]:
    """Add up a Spark table with the columns of ``POSTINGS``; return it with the jobs' classes.

    Ages count from the newest posting; one without a day is as old as the oldest.
    """
    from pyspark.sql import functions

    decay(0, half_life)
    by_job = frame.groupBy("job_id").agg(functions.max("job_class"))
    classes = {job_id: job_class or "" for job_id, job_class in run_job(by_job.collect)}
    day = functions.to_date(functions.substring("posted", 1, 10))
    ends = frame.select(functions.max(day), functions.min(day))
    [(newest, oldest)] = run_job(ends.collect)
    days = functions.datediff(functions.lit(newest), functions.coalesce(day, functions.lit(oldest)))
    months = functions.coalesce(days, functions.lit(0)) / functions.lit(DAYS_A_MONTH)
    aged = frame.withColumn("age_months", months).select(*AGED.names)
    return _count(aged, classes, half_life), classes


def _count(frame: "DataFrame", classes: Mapping[str, str], half_life: float) -> DemandTable:
    sums = run_parts(frame, partial(add_part, half_life=half_life), SUMS)
    masses: defaultdict[tuple[str, str | None], list[float]] = defaultdict(list)
    counts: defaultdict[tuple[str, str | None], int] = defaultdict(int)
    for row in sums.to_pylist():
        key = row["job_id"], row["ability_id"]
        masses[key].append(row["mass"])
        counts[key] += row["count"]
    totals = {job: fsum(parts) for (job, ability), parts in masses.items() if ability is None}
    mentioned = {
        (job, ability): parts for (job, ability), parts in masses.items() if ability is not None
    }
    cells = tuple(
        JobAbility(job, ability, fsum(parts), counts[job, ability])
        for (job, ability), parts in sorted(mentioned.items())
    )
    return _share(totals, cells, classes)


def _share(
    totals: Mapping[str, float], cells: tuple[JobAbility, ...], classes: Mapping[str, str]
) -> DemandTable:
    """Return the table of these sums, with the shares of the classes."""
    class_totals: defaultdict[str, float] = defaultdict(float)
    shares: defaultdict[tuple[str, str], float] = defaultdict(float)
    for job, total in sorted(totals.items()):
        class_totals[classes.get(job, "")] += total
    for cell in cells:
        shares[classes.get(cell.job_id, ""), cell.ability_id] += cell.mass
    return DemandTable(
        totals=dict(sorted(totals.items())),
        cells=cells,
        shares={pair: mass / class_totals[pair[0]] for pair, mass in sorted(shares.items())},
    )
