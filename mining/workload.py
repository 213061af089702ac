"""How long a search would take here and on Spark, before either is started."""

import os
import re
from collections.abc import Iterable, Sized
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

# Measured on a million baskets of ten items (docs/spark.md); of a core that is shared with others.
_BYTES_AN_ENTRY = 120
_SECONDS_AN_ENTRY = 2.1e-6
_SPARK_START, _SPARK_AN_ENTRY = 12.0, 4.0e-6


@dataclass(frozen=True, slots=True)
class Workload:
    """What is to be searched: rows, and entries (items in rows, one by one)."""

    rows: int
    entries: int

    @property
    def bytes(self) -> int:
        """Memory that the local engine needs for it."""
        return self.entries * _BYTES_AN_ENTRY


@dataclass(frozen=True, slots=True)
class Estimate:
    """Seconds of both engines, and memory in bytes: what is needed here, and what there is."""

    local_seconds: float
    spark_seconds: float
    needed: int
    available: int

    @property
    def local_is_better(self) -> bool:
        """Whether the local engine has the memory, and is done first."""
        return self.needed < self.available and self.local_seconds <= self.spark_seconds


def measure_rows(rows: Iterable[Sized]) -> Workload:
    """Return the size of transactions, histories or postings at hand."""
    sizes = [len(row) for row in rows]
    return Workload(len(sizes), sum(sizes))


def measure_table(path: str) -> Workload | None:
    """Return the size of a Parquet table from its files' ends; None where this machine cannot."""
    place = Path(path)
    files = sorted(place.rglob("*.parquet")) if place.is_dir() else [place]
    try:
        ends = [pq.read_metadata(file) for file in files]
    except (OSError, pa.ArrowInvalid):
        return None
    groups = [end.row_group(number) for end in ends for number in range(end.num_row_groups)]
    entries = [max(g.column(n).num_values for n in range(g.num_columns)) for g in groups]
    return Workload(sum(end.num_rows for end in ends), sum(entries))


def estimate(work: Workload, cores: int) -> Estimate:
    """Return what both engines would need, Spark with so many cores."""
    return Estimate(
        local_seconds=work.entries * _SECONDS_AN_ENTRY,
        spark_seconds=_SPARK_START + work.entries * _SPARK_AN_ENTRY / cores,
        needed=work.bytes,
        available=_read_available(),
    )


def advise(work: Workload, cores: int) -> str:
    """Return one line: what both engines would need, and which is the better choice."""
    found = estimate(work, cores)
    told = (
        f"{work.rows} rows, {work.entries} entries: about {_say(found.local_seconds)} and "
        f"{found.needed / 1e6:,.0f} MB on the local engine, {_say(found.spark_seconds)} on "
        f"Spark with {cores} cores"
    )
    if found.local_is_better:
        return f"{told}; the local engine is the better choice (leave --engine out)"
    if found.needed >= found.available:
        return f"{told}; more than the {found.available / 1e6:,.0f} MB that are free here"
    return f"{told}; Spark is the better choice"


def count_cores(master: str) -> int:
    """Return how many cores a master stands for; of a cluster, which nobody asks before, 8."""
    if not master.startswith("local"):
        return 8
    told = re.match(r"local\[(\d+)", master)
    return int(told[1]) if told else (1 if master == "local" else os.cpu_count() or 1)


def _say(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds >= 1 else "under 1 s"


def _read_available() -> int:
    return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
