"""Abilities with the names that they go by; an alias names one ability."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.claims import Value
from graph.plans import Node
from text.aliases import Alias
from text.normalise import normalise

_COMMON = 8


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill as its framework has it.

    Attributes:
        kind: knowledge or method.
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
    return [
        Node("Ability", node_id, _describe(skill, ours[skill.label], owners, framework))
        for node_id, skill in listed
    ]


def _describe(
    skill: Skill, ours: Sequence[Alias], owners: Mapping[str, str], framework: str
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
        "kind": skill.kind,
        "scope": "profession",
        "framework": framework,
        **skill.more,
    }
