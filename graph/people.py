"""What the graph holds in words near people, and how alike they are by what is known of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from graph.claims import Properties
from graph.store import Store

_LABELS = frozenset({"Learner", "Tag", "Persona", "Claim", "ChangeSet"})
_OF_THE_MAP = frozenset({"id", "edge_id", "from_id", "to_id"})
_CHUNK = 1_000


class Text(NamedTuple):
    """A text and where it stands (``RATED.comment``); ``key``: it is an id, or a part of one."""

    place: str
    value: str
    key: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """So many learners have the same group, major, grade and class; None: unknown."""

    group: str | None
    major: str | None
    grade: str | None
    school_class: str | None
    learners: int


@dataclass(frozen=True, slots=True)
class Traits:
    """The groups that a learner belongs to; None: unknown."""

    learner_id: str
    group: str | None
    major: str | None
    grade: str | None
    school_class: str | None


def stream_texts(store: Store) -> Iterator[Text]:
    """Yield every text near people: of learners, tags, personas and all that learners did.

    Also of claims and changesets, which people write. Of a relationship's id only what its ends
    do not say, since those are ids of the map.
    """
    learners = list[str]()
    for label, properties in store.stream("snapshots/stream_nodes"):
        if label in _LABELS:
            yield from _read_texts(label, properties, ())
        if label == "Learner":
            learners.append(properties["id"])
    for start in range(0, len(learners), _CHUNK):
        ids = learners[start : start + _CHUNK]
        rows = store.stream("snapshots/stream_learner_relationships", ids=ids)
        for type_, from_id, _, to_id, properties in rows:
            yield from _read_texts(type_, properties, (from_id, to_id))


def list_alike(store: Store) -> list[Alike]:
    """Return how many learners are alike, the rarest first."""
    return [Alike(**row) for row in store.read("learners/list_alike_learners")]


def list_traits(store: Store) -> list[Traits]:
    """Return the groups of every learner."""
    return [Traits(**row) for row in store.read("learners/list_traits")]


def _read_texts(kind: str, properties: Properties, ends: tuple[str, ...]) -> Iterator[Text]:
    for name, held in properties.items():
        for value in held if isinstance(held, list) else [held]:
            if isinstance(value, str) and not (kind == "Claim" and name in _OF_THE_MAP):
                said = _without(value, ends) if name == "id" else value
                yield Text(f"{kind}.{name}", said, name == "id")


def _without(relationship: str, ends: tuple[str, ...]) -> str:
    """Return a relationship's id without those of its ends, where they stand as parts of it."""
    said = f"|{relationship}|"
    for end in ends:
        for before, after in ("||", "|:", ":|", "::"):
            said = said.replace(f"{before}{end}{after}", f"{before}{after}")
    return said.strip("|:")
