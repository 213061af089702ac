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


def list_ability_labels(store: Store, scope: str = "profession") -> list[AbilityLabels]:
    """Return the abilities of a scope (``profession`` or ``course``) with their names."""
    return [
        AbilityLabels(row["ability_id"], row["name"], row["name_zh"], tuple(row["aliases"]))
        for row in store.read("abilities/list_ability_labels", scope=scope)
    ]
