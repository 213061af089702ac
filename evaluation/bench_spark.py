"""Where Spark pays: the same pairs by every engine, ``make bench-spark`` prints the table.

Each engine runs as a command in processes of its own; seconds are on the clock and of the cores,
memory is the most that all processes held at one time (shared pages counted once).
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from evaluation.quest import Quest, make_baskets
from evaluation.spark_cluster import run_cluster
from mining.columns import write_baskets

_SEED = 6
_PORT = 17077
_SIZES = (100_000, 1_000_000, 4_000_000)
_ROWS_A_GROUP = 62_500
_SAMPLE = 1.0
_TICK = os.sysconf("SC_CLK_TCK")
_ASKED = ("--max-length", "2", "--min-support", "0.001", "--spark-memory", "2g")


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine needed: seconds on the clock, seconds of all cores, bytes at the most."""

    baskets: int
    engine: str
    seconds: float
    busy: float
    most: int
    rules: int


def main(sizes: Sequence[int] = _SIZES) -> None:
    """Print the table."""
    sys.stdout.write("| baskets | engine | seconds | core seconds | memory | rules |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as name:
        for row in measure_all(Path(name), sizes):
            sys.stdout.write(
                f"| {row.baskets:,} | {row.engine} | {row.seconds:.1f} | {row.busy:.1f} | "
                f"{row.most / 1e6:,.0f} MB | {row.rules:,} |\n"
            )
            sys.stdout.flush()


def measure_all(folder: Path, sizes: Sequence[int]) -> Iterator[Row]:
    """Yield a row a size and engine; the rules of all engines must be equal.

    Raises:
        ValueError: they are not.
    """
    for size in sizes:
        path = folder / f"{size}.parquet"
        made = make_baskets(Quest(baskets=size, items=5_000, patterns=10_000), _SEED)
        pq.write_table(write_baskets(made), path, row_group_size=_ROWS_A_GROUP)
        del made
        with run_cluster(folder, _PORT, memory="3g") as (address, daemons):
            engines = {
                "local": ((), ()),
                "Spark, local[2]": (("--engine", "spark", "--master", "local[2]"), ()),
                "Spark, a master and two workers": (
                    ("--engine", "spark", "--master", address),
                    daemons,
                ),
            }
            tables = []
            for engine, (words, others) in engines.items():
                out = folder / engine
                seconds, busy, most = run_command([path, "--out", out, *_ASKED, *words], others)
                tables.append(pq.read_table(out / "rules.parquet"))
                if tables[-1] != tables[0]:
                    raise ValueError(f"{engine}: expected the rules of the local engine")
                yield Row(size, engine, seconds, busy, most, tables[0].num_rows)


def run_command(words: Sequence[object], others: Sequence[int]) -> tuple[float, float, int]:
    """Mine rules of a table; return seconds, core seconds and the most bytes.

    Args:
        words: of the command.
        others: processes that work for it, with all their children.

    Raises:
        ValueError: the command failed.
    """
    line = [sys.executable, "-m", "api.cli", "mine", "table", "rules", *map(str, words)]
    before = sum(busy for busy, _ in _read_processes(others).values())
    start, most, spent = time.perf_counter(), 0, dict[int, float]()
    environment = os.environ | {"PYSPARK_PYTHON": sys.executable}
    with subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL) as run:  # noqa: S603
        while run.poll() is None:
            held = _read_processes([run.pid, *others])
            most = max(most, sum(size for _, size in held.values()))
            spent |= {pid: busy for pid, (busy, _) in held.items()}
            time.sleep(_SAMPLE)
    if run.returncode:
        raise ValueError(f"expected exit code 0, found {run.returncode}: {' '.join(line)}")
    return time.perf_counter() - start, sum(spent.values()) - before, most


def _read_processes(roots: Sequence[int]) -> dict[int, tuple[float, int]]:
    """Return core seconds and bytes of processes and all their children, those that are alive."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1]), sum(map(int, fields[11:13])) / _TICK
        except OSError:  # it has ended
            continue
    found, wanted = dict[int, tuple[float, int]](), set(roots)
    while fresh := {pid for pid in parents if pid in wanted or parents[pid][0] in wanted} - {
        *found
    }:
        found |= {pid: (parents[pid][1], _read_memory(pid)) for pid in fresh}
        wanted |= fresh
    return found


def _read_memory(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or _SIZES)
