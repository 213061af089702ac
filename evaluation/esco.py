"""The whole of ESCO 1.2.0 as a map, out of the tables beside the checkout.

Occupations, descriptions and alternative names are of the official tables; the essential and
optional skills are told by label, so a label is given its URI by the official collections, by a
table of labels and URIs, or by the one text of a skill that starts with it.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyarrow.parquet import read_table

from graph.claims import Block, Value
from graph.ids import esco_id
from graph.plans import Assertion, Node

FRAMEWORK = "framework:esco"
ORIGIN = "esco:1.2.0"
_TABLES = "esco_1.2.0/raw/esco/1.2.0"
_PROFILES = "esco_1.2.0/processed/esco/esco_occupation_profiles.parquet"
_LABELS = "esco_skills_laiser/faiss_skills.csv"
_TEXTS = "esco_pypi/skills.csv"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Classification:
    """ESCO as nodes and assertions; ``unlabelled`` counts relations to a label without a URI."""

    nodes: tuple[Node, ...]
    assertions: tuple[Assertion, ...]
    unlabelled: int


def read_classification(data: Path) -> Classification:
    """Read ESCO out of ``data``, the folder that holds ``esco_1.2.0`` and the label tables."""
    skills = _read_skills(data)
    uris = {node.properties["name"]: node.id for node in skills}
    needs = list(_read_needs(data))
    known = [
        Assertion(
            "REQUIRES",
            esco_id(occupation),
            str(uris[label]),
            Block("imported", ORIGIN, {"essential": essential}),
        )
        for occupation, label, essential in needs
        if label in uris
    ]
    framework: dict[str, Value | None] = {
        "name": "ESCO",
        "version": "1.2.0",
        "publisher": "European Commission",
        "licence": "This service uses the ESCO classification of the European Commission.",
        "language": "en",
        "strict": False,
    }
    nodes = [Node("Framework", FRAMEWORK, framework), *_read_occupations(data), *skills]
    return Classification(tuple(nodes), tuple(known), len(needs) - len(known))


def _read_occupations(data: Path) -> Iterator[Node]:
    for row in _read_csv(data / _TABLES / "occupations_en.csv"):
        title = _clean(row["preferredLabel"])
        properties: dict[str, Value | None] = {
            "title": title,
            "aliases": _names(row["altLabels"].split("\n"), title),
            "description": row["description"].strip() or None,
            "uri": row["conceptUri"],
            "code": row["code"] or None,
            "framework": FRAMEWORK,
        }
        yield Node("Job", esco_id(row["conceptUri"]), properties)


def _read_skills(data: Path) -> list[Node]:
    """Return every skill whose label is told, by URI."""
    rows = {
        row["original_id"]: row for row in _read_csv(data / _LABELS) if row["taxonomy"] == "ESCO"
    }
    labels = {uri: _clean(row["skill_name"]) for uri, row in rows.items()}
    types: dict[str, str] = {}
    for path in sorted((data / _TABLES).glob("*SkillsCollection_en.csv")):
        for row in _read_csv(path):
            labels[row["conceptUri"]] = _clean(row["preferredLabel"])
            types[row["conceptUri"]] = row["skillType"]
    wanted = {label for _, label, _ in _read_needs(data)} - set(labels.values())
    labels |= _tell(wanted, data, labels)
    return [
        _skill_node(uri, label, rows.get(uri, {}), types.get(uri, ""))
        for uri, label in sorted(labels.items())
    ]


def _skill_node(uri: str, label: str, row: Row, skill_type: str) -> Node:
    properties: dict[str, Value | None] = {
        "name": label,
        "aliases": _names(row.get("aliases", "").split(", "), label),
        "description": row.get("description", "").strip() or None,
        "uri": uri,
        "kind": "knowledge" if skill_type == "knowledge" else "method",
        "scope": "profession",
        "framework": FRAMEWORK,
    }
    return Node("Ability", esco_id(uri), properties)


def _tell(wanted: Iterable[str], data: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Return labels by the URI whose text starts with them; the longest one is meant."""
    starts: dict[str, list[str]] = defaultdict(list)
    for label in wanted:
        starts[label.casefold().split()[0]].append(label)
    told: dict[str, list[str]] = defaultdict(list)
    for row in _read_csv(data / _TEXTS):
        text = _clean(row["description"]).casefold() + " "
        found = [n for n in starts[text.split()[0]] if text.startswith(n.casefold() + " ")]
        if found and row["id"] not in known:
            told[max(found, key=len)].append(row["id"])
    return {uris[0]: label for label, uris in told.items() if len(uris) == 1}


def _read_needs(data: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield an occupation's URI, a skill's label and whether the skill is essential."""
    columns = ["occupation_uri", "essential_skills", "optional_skills"]
    for row in read_table(data / _PROFILES, columns=columns).to_pylist():
        for label in row["essential_skills"] or ():
            yield row["occupation_uri"], _clean(label), True
        for label in row["optional_skills"] or ():
            yield row["occupation_uri"], _clean(label), False


def _names(names: Iterable[str], label: str) -> list[str] | None:
    return sorted({_clean(name) for name in names} - {"", label}) or None


def _read_csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _clean(label: str) -> str:
    """Return a label without the tabs and hard blanks that some carry."""
    return " ".join(label.split())
