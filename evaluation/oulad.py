"""The import of OULAD's students and scores: ``python -m evaluation.oulad``.

The tables beside the checkout, 173,912 scores of 28,785 students, go into an empty embedded graph
as ``journeyman ingest oulad`` brings them in, and once more.
"""

import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from graph.changes import apply_plan
from graph.migrations import migrate
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store
from ingest.oulad.plan import plan_oulad
from ingest.oulad.records import load_oulad

_TABLES = Path("shared") / "data" / "oulad"
_KEY = b"a key of a benchmark"


@dataclass(frozen=True, slots=True)
class OuladFigures:
    """What was measured.

    Attributes:
        load: of the machine at the start, over one minute.
        first: seconds from the tables to the graph; ``again`` the same once more.
        memory: most of our process, MB.
    """

    learners: int
    answers: int
    left_out: int
    load: float
    first: float
    again: float
    added_again: int
    memory: float


def main() -> None:
    """Measure on an embedded graph and print a Markdown table."""
    folder = Path(__file__).parents[2] / _TABLES
    if not folder.is_dir():
        raise SystemExit(f"{folder}: expected the tables of OULAD, found no such folder")
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(neo4j_uri="", journeyman_home=Path(home))
        with open_store(settings) as store:
            migrate(store)
            sys.stdout.write(format_figures(measure_oulad(store, folder)))


def measure_oulad(store: Store, folder: Path) -> OuladFigures:
    """Bring the tables into an empty graph twice."""
    load, started = os.getloadavg()[0], time.perf_counter()
    apply_plan(store, plan_oulad(store, folder), "OULAD")
    report = load_oulad(store, folder, _KEY)
    first = time.perf_counter()
    again = load_oulad(store, folder, _KEY)
    return OuladFigures(
        learners=report.learners,
        answers=report.added,
        left_out=len(report.left_out),
        load=load,
        first=first - started,
        again=time.perf_counter() - first,
        added_again=again.added,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def format_figures(found: OuladFigures) -> str:
    """Return the figures as a Markdown table."""
    return (
        f"embedded, load {found.load:.1f} at the start\n\n"
        "| figure | measured | at most |\n|---|---|---|\n"
        f"| learners, answers, rows left out | {found.learners:,}, {found.answers:,}, "
        f"{found.left_out:,} | |\n"
        f"| tables to graph | {found.first:.1f} s | 30 s |\n"
        f"| the same again, events added by it | {found.again:.1f} s, {found.added_again} | |\n"
        f"| memory of our process | {found.memory:.0f} MB | 1,000 MB |\n"
    )


if __name__ == "__main__":
    main()
