"""What learners did: answers, study sessions and ratings, each by its own key.

The same event twice changes nothing; a key that comes back with other ends or another score
is refused.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from neo4j.exceptions import ConstraintError

from graph.claims import Properties
from graph.errors import KeyReusedError
from graph.ids import event_id
from graph.plans import LeftOut
from graph.store import Row, Store

Kind = Literal["answered", "studied", "rated"]
Progress = Callable[[int, int], None]
_CHUNK = 2_000
_TOLD: Mapping[Kind, tuple[str, ...]] = {
    "answered": ("score", "at", "seconds", "banked"),
    "studied": ("at", "seconds", "progress", "clicks"),
    "rated": ("score", "at", "comment"),
}
"""What an event may say, beside its ends."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something a learner did with a resource.

    Attributes:
        key: its sender's idempotency key.
        properties: score, seconds, progress, comment and ``at`` as the kind has them.
    """

    kind: Kind
    key: str
    learner_id: str
    resource_id: str
    properties: Properties

    @property
    def id(self) -> str:
        """The relationship's id."""
        return event_id(self.kind, self.key)


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a batch of events: ``added`` new ones, ``known`` ones, refused ones."""

    added: int
    known: int
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; ``score`` in [0, 1], ``at`` UTC or None."""

    learner_id: str
    question_id: str
    score: float
    at: str | None
    event_id: str


@dataclass(frozen=True, slots=True)
class Step:
    """A learner answered or studied a resource, ``at`` UTC."""

    learner_id: str
    resource_id: str
    at: str
    event_id: str


def merge_event(store: Store, event: Event) -> bool:
    """Add one event; False when it was there already. Its ends must be known.

    Raises:
        KeyReusedError: the key came back with other ends or another score.
    """
    merged = merge_events(store, [event])
    if merged.left_out:
        raise KeyReusedError(f"event {event.key!r}: {merged.left_out[0].reason}")
    return merged.added == 1


def merge_events(
    store: Store, events: Sequence[Event], on_progress: Progress | None = None
) -> Merged:
    """Add the events of one kind that are new; refuse keys that come back otherwise.

    Many events go in fastest when those of a learner stand together.
    """
    added, known, left_out = 0, 0, list[LeftOut]()
    for start in range(0, len(events), _CHUNK):
        if on_progress is not None:
            on_progress(start, len(events))
        part = events[start : start + _CHUNK]
        fresh, seen, refused = _sift(store, part)
        written, reused = _write(store, fresh)
        added, known = added + written, known + seen
        left_out += refused + reused
    return Merged(added, known, tuple(left_out))


def list_answers(store: Store) -> list[Answer]:
    """Return every answer, oldest first."""
    return [Answer(**row) for row in store.read("learners/list_answers")]


def list_answers_of(store: Store, learner_id: str) -> list[Answer]:
    """Return a learner's answers, oldest first."""
    rows = store.read("learners/list_answers_of", learner_id=learner_id)
    return [Answer(**row) for row in rows]


def list_steps(store: Store, learner_id: str | None = None) -> list[Step]:
    """Return the answers and study sessions that have a time, oldest first; of one or of all."""
    if learner_id is None:
        return [Step(**row) for row in store.read("learners/list_steps")]
    rows = store.read("learners/list_steps_of", learner_id=learner_id)
    return [Step(**row) for row in rows]


def _sift(store: Store, events: Sequence[Event]) -> tuple[list[Event], int, list[LeftOut]]:
    """Part events into new ones, the count of those already there, and refused ones."""
    seen = _list_events(store, events[0].kind, {event.learner_id for event in events})
    fresh, known, refused = list[Event](), 0, list[LeftOut]()
    for event in events:
        earlier = seen.get(event.id)
        if earlier is None:
            seen[event.id] = event
            fresh.append(event)
        elif _says_the_same(earlier, event):
            known += 1
        else:
            refused.append(LeftOut(event.key, "this key came before with another content"))
    return fresh, known, refused


def _says_the_same(earlier: Event, event: Event) -> bool:
    same_ends = (earlier.learner_id, earlier.resource_id) == (event.learner_id, event.resource_id)
    names = ("score", "progress", "clicks")
    return same_ends and all(
        earlier.properties.get(name) == event.properties.get(name) for name in names
    )


def _list_events(store: Store, kind: Kind, learner_ids: Iterable[str]) -> dict[str, Event]:
    rows = store.read(f"learners/list_{kind}_of", learner_ids=sorted(learner_ids))
    return {
        row["event_id"]: Event(
            kind, row["event_id"], row["learner_id"], row["resource_id"], row["properties"]
        )
        for row in rows
    }


def _write(store: Store, events: Sequence[Event]) -> tuple[int, list[LeftOut]]:
    """Write new events; a key that another learner used is found one by one."""
    if not events or _create(store, events):
        return len(events), []
    try:
        store.write(f"learners/merge_{events[0].kind}", rows=[_row(event) for event in events])
    except ConstraintError:
        if len(events) == 1:
            return 0, [LeftOut(events[0].key, "this key came before from another learner")]
        middle = len(events) // 2
        first, second = _write(store, events[:middle]), _write(store, events[middle:])
        return first[0] + second[0], first[1] + second[1]
    return len(events), []


def _create(store: Store, events: Sequence[Event]) -> bool:
    """Add many events at once, several times as fast as by their keys; False: a key is taken."""
    if len(events) == 1:
        return False
    kind = events[0].kind
    rows = [_flat_row(event) for event in events]
    try:
        store.transact(lambda tx: tx.run(f"learners/create_new_{kind}", rows=rows))
    except ConstraintError:
        return False
    return True


def _flat_row(event: Event) -> Row:
    ends = {"id": event.id, "learner_id": event.learner_id, "resource_id": event.resource_id}
    return dict.fromkeys(_TOLD[event.kind]) | event.properties | ends


def _row(event: Event) -> Row:
    return {
        "id": event.id,
        "learner_id": event.learner_id,
        "resource_id": event.resource_id,
        "properties": event.properties,
    }
