"""Near-duplicates among the skills of two frameworks: ``python -m evaluation.duplicates``.

ESCO's and the United Kingdom's skills, 14,058 in all, go into an empty embedded graph; then
duplicates are proposed, from the reading of the graph to the applied plan.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from curation.duplicates import list_proposals, plan_duplicates
from graph.changes import apply_plan
from graph.drafts import make_plan
from graph.migrations import migrate
from graph.plans import Node
from graph.server import open_store
from graph.settings import Settings
from graph.store import Store
from ingest.frameworks.esco_skills import split_names

_SKILLS = Path("shared") / "data" / "esco_skills_laiser" / "faiss_skills.csv"
_FRAMEWORKS = ("ESCO", "UKOS")
#: Proposals drawn by chance, and whether the two are the same.
SAMPLE = Path(__file__).with_name("duplicate_sample.csv")


@dataclass(frozen=True, slots=True)
class DuplicateFigures:
    """What was measured.

    Attributes:
        load: of the machine at the start, over one minute.
        plan: seconds to read the graph and to compare all pairs; ``apply`` to write the proposals.
        memory: most of our process, MB.
        across: proposals that join the two frameworks.
        sampled: proposals that a person has looked at, and how many of these are ``right``.
    """

    skills: int
    load: float
    plan: float
    apply: float
    memory: float
    proposals: int
    across: int
    sampled: int
    right: int


def main() -> None:
    """Measure on an embedded graph and print a Markdown table."""
    path = Path(__file__).parents[2] / _SKILLS
    if not path.is_file():
        raise SystemExit(f"{path}: expected the skills of two frameworks, found no such file")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(neo4j_uri="", journeyman_home=Path(folder))
        with open_store(settings) as store:
            migrate(store)
            sys.stdout.write(format_figures(measure_duplicates(store, read_skills(path))))


def read_skills(path: Path) -> list[Node]:
    """Return the skills of the two frameworks as abilities."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["taxonomy"] in _FRAMEWORKS]
    return [_read_skill(row) for row in rows]


def read_labels(path: Path) -> dict[tuple[str, str], bool]:
    """Return whether two are the same, as a person says, by their ids."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {(row["first_id"], row["second_id"]): row["same"] == "yes" for row in rows}


def measure_duplicates(store: Store, skills: Sequence[Node]) -> DuplicateFigures:
    """Bring the skills into an empty graph and propose which of them may be one."""
    apply_plan(store, make_plan(store, skills), "skills")
    load, started = os.getloadavg()[0], time.perf_counter()
    made = plan_duplicates(store, "Ability")
    planned = time.perf_counter()
    apply_plan(store, made, "duplicates")
    applied = time.perf_counter()
    found = list_proposals(store, limit=len(made.changes))
    labels = read_labels(SAMPLE)
    pairs = ((one.first_id, one.second_id) for one in found)
    looked_at = [labels[pair] for pair in pairs if pair in labels]
    origin = {node.id: node.properties["framework"] for node in skills}
    return DuplicateFigures(
        skills=len(skills),
        load=load,
        plan=planned - started,
        apply=applied - planned,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        proposals=len(found),
        across=sum(origin[one.first_id] != origin[one.second_id] for one in found),
        sampled=len(looked_at),
        right=sum(looked_at),
    )


def format_figures(found: DuplicateFigures) -> str:
    """Return the figures as a Markdown table."""
    return (
        f"embedded, load {found.load:.1f} at the start\n\n"
        "| figure | measured | at most |\n|---|---|---|\n"
        f"| abilities compared, each with each | {found.skills:,} | |\n"
        f"| read and compare | {found.plan:.1f} s | 40 s |\n"
        f"| write the proposals | {found.apply:.1f} s | |\n"
        f"| proposals, of these across the two frameworks | {found.proposals:,}, {found.across:,} "
        "| |\n"
        f"| of {found.sampled:,} that a person has looked at, right | {found.right:,} | |\n"
        f"| memory of our process | {found.memory:.0f} MB | 1,000 MB |\n"
    )


def _read_skill(row: dict[str, str]) -> Node:
    aliases = list(split_names(row, row["skill_name"]))
    return Node(
        "Ability",
        row["skill_id"],
        {
            "name": row["skill_name"],
            "aliases": aliases or None,
            "description": row["description"] or None,
            "scope": "profession",
            "framework": f"framework:{row['taxonomy'].lower()}",
        },
    )


if __name__ == "__main__":
    main()
