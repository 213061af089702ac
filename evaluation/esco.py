"""The whole of ESCO into the embedded graph: ``python -m evaluation.esco [DATA]`` measures it.

``DATA`` is the folder with ESCO's tables and those of its labels, else the one beside the
checkout.
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
from ingest.frameworks.esco import EscoTables, read_esco
from ingest.frameworks.plan import plan_standard
from ingest.frameworks.standard import Standard

DATA = Path(__file__).parents[1].parent / "shared" / "data"
_LABELS = ("esco_skills_laiser/faiss_skills.csv", "esco_pypi/skills.csv")


@dataclass(frozen=True, slots=True)
class EscoFigures:
    """What was measured.

    Attributes:
        load: of the machine at the start, over one minute.
        plan: seconds to read the tables and to plan; ``apply`` to write, ``again`` to read and
            plan once more, with ``changes`` left to make.
        memory: most of our process, MB.
    """

    jobs: int
    abilities: int
    relations: int
    left_out: int
    load: float
    plan: float
    apply: float
    again: float
    changes: int
    memory: float


def main() -> None:
    """Measure on an embedded graph and print a Markdown table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else DATA
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(neo4j_uri="", journeyman_home=Path(folder))
        with open_store(settings) as store:
            migrate(store)
            sys.stdout.write(format_figures(measure_esco(store, data)))


def read_release(data: Path) -> Standard:
    """Read the release in ``data``, its relations by the tables of labels beside it."""
    labels = tuple(data / name for name in _LABELS)
    return read_esco(EscoTables(data / "esco_1.2.0", labels=labels))


def measure_esco(store: Store, data: Path) -> EscoFigures:
    """Bring ESCO into an empty graph, and once more."""
    load, started = os.getloadavg()[0], time.perf_counter()
    plan = plan_standard(store, read_release(data))
    planned = time.perf_counter()
    apply_plan(store, plan, "the whole of ESCO")
    applied = time.perf_counter()
    again = plan_standard(store, read_release(data))
    added = {kind: counts["add"] for kind, counts in plan.counts().items()}
    return EscoFigures(
        jobs=added["Job"],
        abilities=added["Ability"],
        relations=added["REQUIRES"],
        left_out=len(plan.left_out),
        load=load,
        plan=planned - started,
        apply=applied - planned,
        again=time.perf_counter() - applied,
        changes=len(again.changes),
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def format_figures(found: EscoFigures) -> str:
    """Return the figures as a Markdown table."""
    return (
        f"embedded, load {found.load:.1f} at the start\n\n"
        "| figure | measured | at most |\n|---|---|---|\n"
        f"| occupations, skills, relations | {found.jobs:,}, {found.abilities:,}, "
        f"{found.relations:,} | |\n"
        f"| rows left out | {found.left_out:,} | |\n"
        f"| read, plan and apply | {found.plan:.1f} + {found.apply:.1f} = "
        f"{found.plan + found.apply:.1f} s | 40 s |\n"
        f"| read and plan again | {found.again:.1f} s | 15 s |\n"
        f"| changes then | {found.changes:,} | 0 |\n"
        f"| memory of our process | {found.memory:.0f} MB | 1,000 MB |\n"
    )


if __name__ == "__main__":
    main()
