"""Abilities: what jobs require and courses train."""

from dataclasses import dataclass

from graph.store import Store


@dataclass(frozen=True, slots=True)
class AbilityLabels:
    """An ability with every name it goes by."""

    ability_id: str
    name: str
    name_zh: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An ability point: what a course's syllabus says that it trains."""

    ability_id: str
    name: str
    course_id: str


def list_outcomes(store: Store) -> list[Outcome]:
    """Return the outcomes of all courses."""
    return [Outcome(**row) for row in store.read("courses/list_outcomes")]


def list_ability_labels(store: Store, scope: str = "profession") -> list[AbilityLabels]:
    """Return the abilities of a scope (``profession`` or ``course``) with their names."""
    return [
        AbilityLabels(row["ability_id"], row["name"], row["name_zh"], tuple(row["aliases"]))
        for row in store.read("abilities/list_ability_labels", scope=scope)
    ]


def list_ability_company(store: Store) -> dict[str, frozenset[str]]:
    """Return the ids of the jobs, points and courses that each ability is joined to."""
    rows = store.read("abilities/list_ability_company")
    return {row["id"]: frozenset(row["company"]) for row in rows}
