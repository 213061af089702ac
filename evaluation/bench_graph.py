"""The graph's figures, side by side on both servers: ``make bench-graph`` prints the table.

Both servers get the same graphs and the same statements, one server at a time, and their answers
must be equal. A load runs in a process of its own, so that its memory can be told.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.big_graph import (
    BIG_NODES,
    ESCO_NODES,
    aim,
    node_id,
    write_big_graph,
    write_esco_sized,
)
from evaluation.errors import SchoolError
from evaluation.servers import list_servers
from graph.changes import apply_plan
from graph.claims import Block, put_block
from graph.ids import edge_id
from graph.learners import list_gaps
from graph.loading import load_snapshot
from graph.migrations import migrate
from graph.plans import Change, Plan
from graph.queries import get_query, run_query
from graph.search import list_nearest
from graph.server import open_store
from graph.settings import Settings
from graph.snapshots import read_manifest
from graph.store import Store

_ROOT = Path(__file__).parents[1]
_WARM_UP, _CALLS = 2_000, 1_000
_NEW = 150_000
_TIMED = """
import sys, time
from pathlib import Path
from graph.{module} import {work}
from graph.server import open_store
from graph.settings import Settings
with open_store(Settings()) as store:
    start = time.perf_counter()
    {work}(store, Path(sys.argv[1]))
    print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of each server beside what is asked of each, with the load when it was taken."""

    what: str
    asked: str
    measured: dict[str, str] = field(default_factory=dict)


class Bench:
    """What was measured so far, and the answers that must be equal."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self._answers: dict[str, str] = {}

    def note(self, server: str, what: str, asked: str, measured: str) -> None:
        """Note a figure with the machine's load."""
        row = self.rows.setdefault(what, Row(what, asked))
        row.measured[server] = f"{measured} ({os.getloadavg()[0]:.1f})"
        sys.stderr.write(f"{server}: {what}: {row.measured[server]}\n")

    def time(
        self,
        server: str,
        what: str,
        asked: str,
        work: Callable[[int], object],
        calls: tuple[int, int] = (_WARM_UP, _CALLS),
    ) -> None:
        """Note the median and the 99th percentile of many calls, in milliseconds."""
        warm_up, count = calls
        for number in range(warm_up):
            work(number)
        spent = []
        for number in range(count):
            start = time.perf_counter()
            work(number)
            spent.append((time.perf_counter() - start) * 1e3)
        slow = statistics.quantiles(spent, n=100)[-1]
        self.note(server, what, asked, f"{statistics.median(spent):.1f} / {slow:.0f} ms")

    def compare(self, what: str, answer: object) -> None:
        """Refuse a figure of an answer that the servers do not share."""
        said = hashlib.sha256(json.dumps(answer, default=str, sort_keys=True).encode()).hexdigest()
        if self._answers.setdefault(what, said) != said:
            raise SchoolError(f"{what}: expected the same answer on both servers, found another")


def main() -> None:
    """Measure everything, or the servers that are named, and print a Markdown table."""
    bench = Bench()
    with tempfile.TemporaryDirectory() as folder:
        big, esco = Path(folder) / "big", Path(folder) / "esco"
        write_big_graph(big)
        write_esco_sized(esco)
        asked = sys.argv[1:]
        for server, open_server in list_servers():
            if asked and server not in asked:
                continue
            with open_server() as settings:
                measure_big(bench, server, settings, big)
            with open_server() as settings:
                measure_esco(bench, server, settings, esco)
    sys.stdout.write(format_rows(list(bench.rows.values())))


def measure_big(bench: Bench, server: str, settings: Settings, folder: Path) -> None:
    """Load, save, and ask a graph of a million relationships."""
    with open_store(settings) as store:
        migrate(store)
    loaded, memory = _time_apart(settings, "loading", "load_snapshot", folder)
    bench.note(server, "load a snapshot of 1,000,000 relationships", "22 / 28 s", f"{loaded:.1f} s")
    bench.note(server, "memory of our process meanwhile", "500 MB", f"{memory:.0f} MB")
    saved = folder.with_name(f"{folder.name} of {server}")
    spent, _ = _time_apart(settings, "saving", "save_snapshot", saved)
    bench.note(server, "save it", "", f"{spent:.1f} s")
    bench.note(server, "save and load", "90 s", f"{spent + loaded:.1f} s")
    if read_manifest(saved).hash != read_manifest(folder).hash:
        raise SchoolError(f"{server}: expected the hash that was loaded, found another")
    with open_store(settings) as store:
        _ask_big(bench, server, store)


def _ask_big(bench: Bench, server: str, store: Store) -> None:
    points = BIG_NODES["KnowledgePoint"]

    def point(number: int) -> str:
        return node_id("KnowledgePoint", number * 37 % points)

    def look_up(number: int) -> object:
        return store.read("points/list_points_by_id", ids=[point(number)])

    def closure(number: int) -> list[dict[str, object]]:
        return store.read("analysis/point_prerequisites", point=point(number), limit=100)

    far = [(rows[-1]["point_id"], point(n)) for n in range(600) if (rows := closure(n))]

    def shortest(number: int) -> list[dict[str, object]]:
        first, last = far[number % len(far)]
        return store.read("analysis/points_between", point=first, other=last)

    def aggregate(_: int) -> object:
        return run_query(store, get_query("points_mastered"), {"limit": "50"})

    bench.compare("look-up", [look_up(number) for number in range(20)])
    bench.compare("closure", [closure(number) for number in range(15)])
    bench.compare("shortest", [shortest(number)[0]["steps"] for number in range(20)])
    bench.compare("aggregate", [row["point_id"] for row in aggregate(0)[:3]])  # type: ignore[index]
    bench.time(server, "a point by its id", "1.5 ms", look_up)
    bench.time(server, "prerequisite closure, `*1..6`", "3 ms", closure)
    bench.time(server, "shortest path", "4 ms", shortest)
    bench.time(server, "aggregate over 400,000 relationships", "750 / 300 ms", aggregate, (5, 20))


def measure_esco(bench: Bench, server: str, settings: Settings, folder: Path) -> None:
    """Ask for gaps and near points in a graph of ESCO's size, and apply a large plan to it."""
    with open_store(settings) as store:
        if settings.neo4j_uri and os.environ.get("NEO4J_URI"):
            raise SchoolError("NEO4J_URI: expected an empty graph twice: name none, use the other")
        migrate(store)
        load_snapshot(store, folder)

        def gap(number: int) -> object:
            learner = number % ESCO_NODES["Learner"]
            return list_gaps(store, node_id("Learner", learner), node_id("Job", aim(learner)))

        def near(number: int) -> object:
            return list_nearest(store, "KnowledgePoint", node_id("KnowledgePoint", number * 7), 10)

        def gap_ids(number: int) -> list[str]:
            return [item.ability_id for item in gap(number)]  # type: ignore[attr-defined]

        bench.compare("gap", [gap_ids(number) for number in range(10)])
        bench.time(server, "the gap, ESCO-sized, 43 x 8, 200 mastered", "8 ms", gap)
        near(0)  # the embedded server builds its index now
        bench.time(server, "10 nearest of 20,000 x 64", "5 ms", near)
        plan = Plan(tuple(_list_new()))
        start = time.perf_counter()
        apply_plan(store, plan, "measured")
        spent = time.perf_counter() - start
        bench.note(server, "a plan of 150,000 new relationships", "25 / 35 s", f"{spent:.1f} s")


def _list_new() -> list[Change]:
    """Return relationships that the graph does not have, 15 properties each."""
    fields: dict[str, float | str] = {
        "mass": 3.0,
        "total": 4.0,
        "n": 3,
        "postings": 4,
        "class_prior": 0.2,
        "level": 2,
    }
    fields |= {"confidence": 0.75, "run": "r-1"}
    abilities = ESCO_NODES["Ability"]
    changes = []
    for number in range(_NEW):
        start = node_id("Ability", number % abilities)
        end = node_id("Ability", (number + 1 + number // abilities) % abilities)
        own = edge_id(start, "PART_OF", end)
        held = put_block("PART_OF", {"id": own}, Block("mined", "made", fields | {"weight": 0.5}))
        changes.append(Change("add", "PART_OF", own, {}, held, (start, end)))
    return changes


def _time_apart(settings: Settings, module: str, work: str, folder: Path) -> tuple[float, float]:
    """Return the seconds of a piece of work in a process of its own, and its peak memory in MB."""
    environment = os.environ | {
        "JOURNEYMAN_HOME": str(settings.journeyman_home),
        "NEO4J_URI": settings.neo4j_uri,
        "NEO4J_USER": settings.neo4j_user,
        "NEO4J_PASSWORD": settings.neo4j_password.get_secret_value(),
        "NEO4J_DATABASE": settings.neo4j_database,
    }
    code = _TIMED.format(module=module, work=work) + _PEAK
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, str(folder)],
        env=environment, cwd=_ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak) / 1024


_PEAK = "import resource\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"


def format_rows(rows: Sequence[Row]) -> str:
    """Return a Markdown table, a column for each server."""
    servers = list(dict.fromkeys(name for row in rows for name in row.measured))
    lines = [
        f"{os.cpu_count()} cores, in brackets the machine's load; median / 99th percentile.",
        "",
        "| what | " + " | ".join(servers) + " | asked |",
        "|---|" + "---|" * (len(servers) + 1),
    ]
    for row in rows:
        cells = [row.measured.get(server, "") for server in servers]
        lines.append(f"| {row.what} | {' | '.join(cells)} | {row.asked} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
