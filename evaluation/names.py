"""ESCO's 14,000 skills and knowledge as the names that an extractor knows."""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from text.aliases import load_aliases
from text.matching import Entry

SKILLS = "esco_skills_laiser/faiss_skills.csv"
KNOWLEDGE = "esco_skills_laiser/knowledge_taxonomy.csv"
_OURS = Path(__file__).parents[1] / "text" / "aliases.csv"
_BETWEEN = re.compile(r"[,\n]")


def list_names(data: Path) -> list[Entry]:
    """Return the labels; a label is its own id."""
    return [Entry(label, label) for label, _ in _list_labels(data)]


def list_all_names(data: Path) -> list[Entry]:
    """Return the labels, ESCO's other names for them and those of our table."""
    told = list(_list_labels(data))
    labels = {label for label, _ in told}
    others = [Entry(label, name, is_label=False) for label, names in told for name in names]
    ours = [
        Entry(alias.label, alias.alias, is_label=False)
        for alias in load_aliases(_OURS)
        if alias.label in labels
    ]
    return [*(Entry(label, label) for label in sorted(labels)), *others, *ours]


def _list_labels(data: Path) -> Iterator[tuple[str, list[str]]]:
    for row in _read(data / SKILLS):
        if row["taxonomy"] == "ESCO":
            names = [name.strip() for name in _BETWEEN.split(row["aliases"])]
            yield row["skill_name"].strip(), [name for name in names if name]
    for row in _read(data / KNOWLEDGE):
        if row["taxonomy"] == "esco_knowledge":
            yield row["name"].strip(), []


def _read(path: Path) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
