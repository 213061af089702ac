"""Rules and sequences beside their peers, on this machine: ``make bench-mining`` prints the tables.

Every row is a process of its own, one after the other, on one thread: ours in this environment,
a peer in the one whose interpreter is named, ``.venv/mining-peers/bin/python`` by default.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from evaluation.histories import make_histories
from evaluation.quest import Quest, make_baskets
from evaluation.training import DATA
from mining.baskets import Baskets, encode_baskets
from mining.candidates import list_candidates
from mining.itemsets import search_itemsets
from mining.measures import measure
from mining.significance import adjust_p_values, compute_p_values

_ROOT = Path(__file__).parents[1]
_RUNNER = _ROOT / "evaluation" / "mining_row.py"
_PEERS = _ROOT / ".venv" / "mining-peers" / "bin" / "python"
_SEED = 1
_MOST_SECONDS = 120
_RUNS = 5


@dataclass(frozen=True, slots=True)
class Contest:
    """One data set, one support, and who is asked."""

    title: str
    path: Path
    support: float
    miners: tuple[str, ...]


def main(words: Sequence[str]) -> None:
    """Make the data, run every miner and print Markdown."""
    peers = Path(words[0]) if words else _PEERS
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"{platform.machine()}, {os.cpu_count()} cores, load {load:.1f} at the start\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        for contest in make_contests(Path(folder)):
            sys.stdout.write(format_contest(contest, peers))
            sys.stdout.flush()
    sys.stdout.write(format_rules(DATA / "fimi" / "mushroom.dat"))


def make_contests(folder: Path) -> list[Contest]:
    """Write the data that are made from seeds; list them with the real ones that are there."""
    miners = ("Journeyman", "PyFIM eclat", "mlxtend fpgrowth", "efficient-apriori")
    quest = folder / "quest.dat"
    write_baskets(make_baskets(Quest(), _SEED), quest)
    contests = [Contest("T10I4D100K-like at .1 %", quest, 0.001, miners)]
    for name, support in (("mushroom", 0.2), ("foodmart", 0.0005)):
        path = DATA / "fimi" / f"{name}.dat"
        if path.exists():
            contests.append(Contest(f"{name} at {100 * support:g} %", path, support, miners))
    contests.append(make_pairs(folder))
    contests.append(make_sequences(folder))
    return contests


def make_pairs(folder: Path) -> Contest:
    """Write a million baskets of 5,000 items."""
    path = folder / "pairs.npz"
    baskets = make_baskets(Quest(baskets=1_000_000, items=5_000, patterns=10_000), _SEED)
    np.savez(path, items=baskets.items, starts=baskets.starts)
    title = "every pair of 1,000,000 baskets x 5,000 items"
    return Contest(title, path, 1e-6, ("Journeyman, pairs",))


def make_sequences(folder: Path) -> Contest:
    """Write 20,000 sequences of 400 items."""
    path = folder / "sequences.dat"
    made = make_histories(seed=_SEED)
    rows = np.split(made.items, made.starts[1:-1])
    path.write_text("\n".join(" ".join(map(str, row.tolist())) for row in rows), encoding="utf-8")
    miners = ("Journeyman, sequences", "prefixspan")
    return Contest(
        "20,000 sequences (mean 21, 400 items) at 1 %, up to 5 items", path, 0.01, miners
    )


def write_baskets(baskets: Baskets, path: Path) -> None:
    """Write one basket a line."""
    names = [baskets.names[item] for item in baskets.items.tolist()]
    starts = baskets.starts.tolist()
    lines = (" ".join(names[low:high]) for low, high in pairwise(starts))
    path.write_text("\n".join(lines), encoding="utf-8")


def format_contest(contest: Contest, peers: Path) -> str:
    """Run every miner of a contest; return its table, times beside the first's."""
    rows = [(miner, run_row(miner, contest, peers)) for miner in contest.miners]
    own = rows[0][1].get("seconds")
    lines = [_format_row(miner, row, own) for miner, row in rows]
    head = f"\n{contest.title}\n\n| miner | CPU | x ours | memory above the data | found |\n"
    return head + "|---|---|---|---|---|\n" + "".join(lines)


def run_row(miner: str, contest: Contest, peers: Path) -> dict[str, float | str]:
    """Run one miner in a process of its own; say why where there is no figure."""
    interpreter = Path(sys.executable) if miner.startswith("Journeyman") else peers
    if not interpreter.exists():
        return {"absent": f"no {interpreter}"}
    words = (str(interpreter), str(_RUNNER), miner, str(contest.path), str(contest.support))
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    environment = {**os.environ, **threads, "PYTHONPATH": str(_ROOT)}
    try:
        run = subprocess.run(  # noqa: S603 - our own runner
            words,
            env=environment,
            capture_output=True,
            text=True,
            timeout=_MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"absent": f"more than {_MOST_SECONDS} s"}
    if run.returncode:
        return {"absent": run.stderr.strip().rpartition("\n")[2]}
    row: dict[str, float | str] = json.loads(run.stdout)
    return row


def _format_row(miner: str, row: dict[str, float | str], own: float | str | None) -> str:
    if "absent" in row:
        return f"| {miner} | left out: {row['absent']} | | | |\n"
    seconds, megabytes, found = (float(row[name]) for name in ("seconds", "megabytes", "found"))
    times = seconds / own if isinstance(own, float) else 1.0
    return f"| {miner} | {seconds:.3f} s | {times:.1f} | {megabytes:.0f} MB | {found:,.0f} |\n"


def format_rules(path: Path) -> str:
    """Return what every rule of mushroom at 20 % costs, step by step."""
    if not path.exists():
        return f"\nrules: left out, no {path.name}\n"
    lines = path.read_text(encoding="utf-8").splitlines()
    found = search_itemsets(encode_baskets([frozenset(line.split()) for line in lines]), 0.2, 40)
    table = list_candidates(found, everywhere=True)
    masses = table.mass, table.body_mass, table.head_mass
    counts = table.count, table.body_count, table.head_count
    p = compute_p_values(*counts, found.transactions)
    steps: dict[str, Callable[[], object]] = {
        "rules listed, with the best part of each": lambda: list_candidates(found, everywhere=True),
        "all measures": lambda: measure(*masses, found.mass),
        "Fisher's exact test": lambda: compute_p_values(*counts, found.transactions),
        "Benjamini and Hochberg": lambda: adjust_p_values(p),
    }
    rows = "".join(f"| {name} | {_time(work):.3f} s |\n" for name, work in steps.items())
    return f"\n{len(table):,} rules of {path.stem} at 20 %\n\n| step | CPU |\n|---|---|\n{rows}"


def _time(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the best of a few runs."""
    seconds = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


if __name__ == "__main__":
    main(sys.argv[1:])
