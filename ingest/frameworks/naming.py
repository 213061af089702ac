"""Abilities with the names that they go by; an alias names one ability."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claims import Value
from graph.plans import Node
from text.aliases import Alias
from text.kinds import OF_ESCO, list_kinds
from text.normalise import normalise

_COMMON = 8


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as its framework has it.

    Attributes:
        kind: what ESCO tells apart, knowledge or (of everything else) method.
        more: other properties of its node.
    """

    uri: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str | None = None
    kind: str = "method"
    more: Mapping[str, Value | None] = field(default_factory=dict)


def name_abilities(
    skills: Iterable[tuple[str, Skill]], table: Sequence[Alias], framework: str
) -> list[Node]:
    """Return abilities, by id and skill, with the framework's and our aliases.

    What another ability is called by its label or by our table, and a single word that stands in
    eight labels or more ("ICT", "design"), stay in ``aliases_hidden``: they tell nothing apart.
    """
    listed = list(skills)
    labels = [skill.label for _, skill in listed]
    owners = {normalise(label): label for label in labels}
    used = Counter(word for label in labels for word in set(normalise(label).split()))
    owners |= {word: "" for word, count in used.items() if count >= _COMMON and word not in owners}
    ours: dict[str, list[Alias]] = defaultdict(list)
    for alias in table:
        ours[alias.label].append(alias)
        owners.setdefault(normalise(alias.alias), alias.label)
    kinds = _tell_kinds([skill for _, skill in listed])
    return [
        Node(
            "Ability",
            node_id,
            {
                **_name(skill, ours[skill.label], owners),
                "kind": kinds[skill.uri],
                "scope": "profession",
                "framework": framework,
                **skill.more,
            },
        )
        for node_id, skill in listed
    ]


def _tell_kinds(skills: Sequence[Skill]) -> dict[str, str]:
    """Return the kind of each skill by its URI, among those that ESCO's own word leaves open."""
    told: dict[str, str] = {}
    for kind, among in OF_ESCO.items():
        same = [skill for skill in skills if skill.kind == kind]
        names = list_kinds([skill.label for skill in same], among)
        told |= {skill.uri: name for skill, name in zip(same, names, strict=True)}
    return told


def _name(
    skill: Skill, ours: Sequence[Alias], owners: Mapping[str, str]
) -> dict[str, Value | None]:
    theirs = [name for name in skill.aliases if normalise(name) != normalise(skill.label)]
    hidden = [n for n in theirs if owners.get(normalise(n), skill.label) != skill.label]
    kept = {normalise(name): name for name in theirs if name not in hidden}
    kept |= {normalise(alias.alias): alias.alias for alias in ours}
    chinese = [alias.alias for alias in ours if alias.language == "zh"]
    return {
        "name": skill.label,
        "name_zh": chinese[0] if chinese else None,
        "aliases": sorted(kept.values()) or None,
        "aliases_hidden": sorted(hidden) or None,
        "description": skill.description,
        "uri": skill.uri,
    }
