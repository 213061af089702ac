"""How long it takes to read the map as it was: ``python -m evaluation.history`` prints the table.

A made map of ESCO's size (3,000 jobs, 14,000 abilities, 126,000 REQUIRES) is changed by 100
changesets of 500 changes each, on each server in reach; then it is read as it was before them.
"""

import logging
import os
import sys
import zlib
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

import numpy as np

from evaluation.bench import Figure, format_table
from evaluation.servers import list_servers
from graph.batches import parse_lines, split_lines
from graph.census import count_nodes
from graph.changes import apply_plan, get_seq
from graph.claims import Block, Properties, put_block
from graph.history import Past, fold, go_back, read_overlay
from graph.ids import edge_id
from graph.kinds import SERVERS_OWN
from graph.migrations import migrate
from graph.past_jobs import get_past_job
from graph.plans import Change, Ends, Plan, difference
from graph.server import open_store
from graph.store import Store

_REPEATS = 7
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Size:
    """How large the made map is and how much of it changes."""

    jobs: int = 3_000
    abilities: int = 14_000
    requires: int = 126_000
    changesets: int = 100
    changes: int = 500


@dataclass(frozen=True, slots=True)
class HistoryMeasure:
    """Medians in seconds, of going back over all changesets but the first.

    Attributes:
        packed: bytes of the batches as they are kept; ``plain`` the same decompressed.
        bound: seconds to decompress them, the least that going back can take.
        batches: to read them; ``split`` to decompress them and find each change's subject.
        folded: to parse all changes and fold them; ``laid`` to lay that over all REQUIRES.
        back: all of it but the laying, as the product does it: the overlay of the whole map;
            ``busy`` the processor's time of that, which other work on the machine lengthens less.
        rows: to read all REQUIRES as they are now.
        job: to show a job as it was; ``job_now`` the same as of the newest changeset.
    """

    packed: int
    plain: int
    bound: float
    batches: float
    split: float
    folded: float
    laid: float
    back: float
    busy: float
    rows: float
    job: float
    job_now: float


class MadeMap:
    """A map made by chance, and the plans that change it."""

    def __init__(self, size: Size, seed: int = 1) -> None:
        self._size = size
        self._rng = np.random.default_rng(seed)
        self.edges: dict[Ends, Properties] = {}

    def first_plan(self) -> Plan:
        """Return the plan of the whole map: each pair essential or not, as a framework says."""
        size = self._size
        jobs = [_add("Job", f"job:{n}", title=f"job {n}") for n in range(size.jobs)]
        named = {"scope": "profession", "name_zh": "能力"}
        abilities = [
            _add("Ability", f"ability:{n}", name=f"ability {n}", **named)
            for n in range(size.abilities)
        ]
        fresh = [self._add_edge() for _ in range(size.requires)]
        return Plan((*jobs, *abilities, *fresh))

    def next_plan(self) -> Plan:
        """Return a plan that mining and curation may make: one in ten comes, one in ten goes."""
        tenth = self._size.changes // 10
        known = list(self.edges)
        picked = self._rng.choice(len(known), self._size.changes - tenth, replace=False)
        gone = [self._remove_edge(known[n]) for n in picked[:tenth]]
        mined = [self._mine_edge(known[n]) for n in picked[tenth:]]
        return Plan((*gone, *mined, *(self._add_edge() for _ in range(tenth))))

    def _add_edge(self) -> Change:
        ends = self._draw_ends()
        while ends in self.edges:
            ends = self._draw_ends()
        block = Block("imported", "esco:1", {"essential": bool(self._rng.random() < 0.5)})
        held = put_block("REQUIRES", {"id": edge_id(ends[0], "REQUIRES", ends[1])}, block)
        self.edges[ends] = held
        return Change("add", "REQUIRES", str(held["id"]), {}, held, ends)

    def _remove_edge(self, ends: Ends) -> Change:
        held = self.edges.pop(ends)
        return Change("remove", "REQUIRES", str(held["id"]), held, {}, ends)

    def _mine_edge(self, ends: Ends) -> Change:
        held, count = self.edges[ends], int(self._rng.integers(1, 40))
        mass = count * float(self._rng.random())
        fields = {"n": count, "postings": 40, "mass": mass, "total": 31.5, "level": count % 3 + 1}
        wanted = put_block("REQUIRES", held, Block("mined", "postings", fields, "proposed"))
        self.edges[ends] = wanted
        return difference("set", "REQUIRES", str(held["id"]), held, wanted, ends)

    def _draw_ends(self) -> Ends:
        job = self._rng.integers(self._size.jobs)
        return f"job:{job}", f"ability:{self._rng.integers(self._size.abilities)}"


def main() -> None:
    """Measure on each server in reach and print a Markdown table."""
    logging.basicConfig(format="%(message)s")
    logger.setLevel(logging.INFO)
    load = os.getloadavg()[0]
    figures = []
    for name, opening in list_servers():
        with opening() as settings, open_store(settings) as store:
            migrate(store)
            figures += list_figures(measure_history(store), name)
            logger.info("%s is measured, load %.1f", name, os.getloadavg()[0])
    sys.stdout.write(format_table(figures, load))


def measure_history(store: Store, size: Size | None = None, seed: int = 1) -> HistoryMeasure:
    """Make a map in an empty graph, change it, and measure how it is read as it was.

    Raises:
        ValueError: the graph is not empty, or what was read is not what was.
    """
    size = size or Size()
    if count_nodes(store).keys() - SERVERS_OWN:
        raise ValueError("expected an empty graph to measure on, found nodes")
    seq = _make(store, size, seed)
    logger.info("%s changesets of %s changes are made", size.changesets, size.changes)
    return _measure(store, seq, [f"job:{n}" for n in range(size.jobs)])


def _make(store: Store, size: Size, seed: int) -> int:
    """Make the map and its changesets, check that the first is found again; return its number."""
    made = MadeMap(size, seed)
    apply_plan(store, made.first_plan(), "the made map")
    seq, was = get_seq(store), dict(made.edges)
    for number in range(size.changesets):
        apply_plan(store, made.next_plan(), f"change {number}", kind="mining")
    edges = Past(store, seq).list_edges_from("REQUIRES", {job for job, _ in was})
    found = {(e.from_id, e.to_id): _without_stamp(e.properties) for e in edges}
    if found != was:
        raise ValueError("the map as it was read is not the map as it was")
    return seq


def list_figures(found: HistoryMeasure, server: str) -> list[Figure]:
    """Return the rows of the table."""
    said = [
        ("going back, the whole map", found.back + found.laid, "1 s"),
        ("- its batches read", found.batches, ""),
        ("- decompressed, subjects found", found.split, ""),
        ("- parsed and folded", found.folded, ""),
        ("- laid over all REQUIRES", found.laid, ""),
        ("- lower bound: decompressed only", found.bound, ""),
        ("- processor time without laying", found.busy, ""),
        ("a job's requirements as of then", found.job, "1 s"),
        ("a job's requirements now", found.job_now, ""),
        ("all REQUIRES read as they are now, for comparison", found.rows, ""),
    ]
    sizes = f"{found.packed / 1e6:.1f} MB kept, {found.plain / 1e6:.1f} MB plain"
    return [
        Figure(f"{server}: bytes of the batches", sizes, ""),
        *(Figure(f"{server}: {what}", f"{s * 1e3:.0f} ms", asked) for what, s, asked in said),
    ]


def _measure(store: Store, seq: int, jobs: list[str]) -> HistoryMeasure:
    laid, rows = _measure_rows(store, seq, jobs)
    packed = [row["changes"] for row in store.read("changes/list_batches_since", seq=seq)]
    lines = [line for text in packed for line in reversed(split_lines(text))]
    return HistoryMeasure(
        packed=sum(len(text) for text in packed),
        plain=sum(len(_decompress(text)) for text in packed),
        bound=_time(lambda: [_decompress(text) for text in packed]),
        batches=_time(lambda: store.read("changes/list_batches_since", seq=seq)),
        split=_time(lambda: [split_lines(text) for text in packed]),
        folded=_time(lambda: fold(parse_lines(lines))),
        laid=laid,
        back=_time(lambda: read_overlay(store, seq)),
        busy=_time(lambda: read_overlay(store, seq), clock=process_time),
        rows=rows,
        job=_time(lambda: get_past_job(store, jobs[0], seq)),
        job_now=_time(lambda: get_past_job(store, jobs[0])),
    )


def _measure_rows(store: Store, seq: int, jobs: list[str]) -> tuple[float, float]:
    """Return the times to lay the overlay over all REQUIRES, and to read these."""
    overlay = read_overlay(store, seq)["REQUIRES"]
    now = Past(store, get_seq(store))
    held = {str(e.properties["id"]): e.properties for e in now.list_edges_from("REQUIRES", jobs)}
    laid = _time(lambda: go_back(held, overlay))
    return laid, _time(lambda: now.list_edges_from("REQUIRES", jobs), repeats=1)


def _time(
    work: Callable[[], object],
    repeats: int = _REPEATS,
    clock: Callable[[], float] = perf_counter,
) -> float:
    """Return the median of some times in seconds, after one that does not count."""
    times = []
    for _ in range(repeats + 1):
        started = clock()
        work()
        times.append(clock() - started)
    return median(times[1:])


def _add(kind: str, node_id: str, **properties: str) -> Change:
    return Change("add", kind, node_id, {}, {"id": node_id, **properties})


def _without_stamp(held: Properties) -> Properties:
    return {name: value for name, value in held.items() if name != "changeset"}


def _decompress(packed: str) -> bytes:
    return zlib.decompress(b64decode(packed))


if __name__ == "__main__":
    main()
