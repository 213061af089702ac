"""What is read of syllabi, against labels and real data: ``python -m evaluation.syllabi [DATA]``.

``DATA`` is the folder with the real data sets, else the one beside the checkout; one that is not
there is left out of the table.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evaluation.real_syllabi import CHECKS
from ingest.errors import SyllabusError
from ingest.syllabi.outline import Syllabus, parse_syllabus
from text.normalise import normalise

ROOT = Path(__file__).parents[1]
LABELS = ROOT / "tests" / "ingest" / "syllabi"
EXAMPLES = ROOT / "examples"
ROUNDS = ("first", "second", "third", "fourth", "fifth", "sixth")
_DATA = ROOT.parent / "shared" / "data"
_LEAST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found, are labelled, and are both."""

    both: int = 0
    found: int = 0
    labelled: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        """Return the sum of two tallies."""
        return Tally(
            self.both + other.both, self.found + other.found, self.labelled + other.labelled
        )

    @property
    def precision(self) -> float:
        """Share of what was found that is labelled, 1 where nothing was found."""
        return self.both / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that was found, 1 where there are none."""
        return self.both / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, 1 where nothing is labelled and nothing was found."""
        total = self.found + self.labelled
        return 2 * self.both / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with its labels."""

    path: Path
    profile: Path | None
    labels: dict[str, Any]


def main() -> None:
    """Measure and print two Markdown tables."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else _DATA
    sys.stdout.write(format_rounds() + "\n" + format_checks(data))


def list_round(name: str) -> list[Labelled]:
    """Return the labelled documents of a round: ``examples``, or a folder of the tests."""
    if name == "examples":
        return list(list_examples())
    folder = LABELS / "labelled" / name
    labels = yaml.safe_load((folder / "expected.yaml").read_text(encoding="utf-8"))
    return [Labelled(folder / file, _profile(said), said) for file, said in labels.items()]


def list_examples() -> Iterator[Labelled]:
    """Yield the example syllabi with their labels."""
    folder = EXAMPLES / "site" / "courses" / "syllabi"
    labels = json.loads((LABELS / "syllabi_expected.json").read_text(encoding="utf-8"))
    for file, said in labels.items():
        points = [point["name"] for unit in said["units"] for point in unit["points"]]
        flat = said | {"points": points, "courses": said["prerequisite_courses"], "works": None}
        yield Labelled(folder / file, None, flat)


def tally(labelled: Labelled) -> dict[str, Tally]:
    """Return the tallies of one document; one that cannot be read yields nothing."""
    said = labelled.labels
    try:
        read = parse_syllabus(labelled.path, labelled.profile)
    except SyllabusError:
        return {name: Tally(labelled=len(said[name] or ())) for name in KINDS}
    return {name: compare(find(read), said[name]) for name, find in KINDS.items()} | {
        "works": compare_works(read, said["works"])
    }


KINDS: dict[str, Callable[[Syllabus], Iterable[str]]] = {
    "points": lambda read: (point.name for unit in read.units for point in unit.points),
    "outcomes": lambda read: (outcome.text for outcome in read.outcomes),
    "courses": lambda read: read.prerequisite_courses,
}


def compare(found: Iterable[str], labels: Iterable[str]) -> Tally:
    """Return the tally of names that are equal but for case, width and blanks."""
    read, said = set(map(normalise, found)), set(map(normalise, labels))
    return Tally(len(read & said), len(read), len(said))


def compare_works(read: Syllabus, labels: list[str] | None) -> Tally:
    """Return the tally of works; a title is found where either has all of the other's letters."""
    if labels is None:
        return Tally()
    titles = [normalise(f"{work.title} {work.url or ''}").strip() for work in read.works]
    said = [normalise(label) for label in labels]
    both = sum(any(_alike(label, title) for title in titles) for label in said)
    return Tally(both, len(titles), len(said))


def _alike(label: str, title: str) -> bool:
    return label in title or (len(title) >= _LEAST_LETTERS and title in label)


def measure_round(name: str) -> dict[str, Tally]:
    """Return the tallies of a round, over all of its documents."""
    sums: dict[str, Tally] = dict.fromkeys((*KINDS, "works"), Tally())
    for labelled in list_round(name):
        found = tally(labelled)
        sums = {kind: total + found.get(kind, Tally()) for kind, total in sums.items()}
    return sums


def format_rounds() -> str:
    """Return a table of F1 (and precision, recall) by round."""
    columns = ("labelled syllabi", "documents", "points: precision", "recall", "F1")
    others = ("outcomes F1", "prerequisites F1", "works F1")
    lines = [f"| {' | '.join((*columns, *others))} |", "|---" * 8 + "|"]
    for name in ("examples", *ROUNDS):
        sums = measure_round(name)
        points = sums["points"]
        works = f"{sums['works'].f1:.2f}" if sums["works"].labelled else "-"
        lines.append(
            f"| {name} | {len(list_round(name))} | {points.precision:.3f} | {points.recall:.3f} "
            f"| {points.f1:.3f} | {sums['outcomes'].f1:.3f} | {sums['courses'].f1:.3f} | {works} |"
        )
    return "\n".join(lines) + "\n"


def format_checks(data: Path) -> str:
    """Return a table of the checks on the real data sets that are in ``data``."""
    lines = ["| real data | check | found | expected | share |", "|---|---|---|---|---|"]
    for folder, check in CHECKS.items():
        for what, found, expected in check(data / folder) if (data / folder).is_dir() else ():
            share = f"{found / expected:.3f}" if expected else "-"
            lines.append(f"| {folder} | {what} | {found:g} | {expected:g} | {share} |")
    return "\n".join(lines) + "\n"


def _profile(said: dict[str, Any]) -> Path | None:
    return EXAMPLES / "profiles" / said["profile"] if "profile" in said else None


if __name__ == "__main__":
    main()
