"""A snapshot of the graph as it is, written while it serves."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from graph.census import count_nodes, count_relationships
from graph.changes import get_seq
from graph.errors import LeaseError, SnapshotError
from graph.kinds import OF_PEOPLE, SERVERS_OWN
from graph.migrations import newest_version
from graph.snapshots import RELATIONSHIPS, Manifest, SnapshotWriter
from graph.store import Store

Progress = Callable[[int, int], None]
_PAGE = 200
_TRIES = 3
_LOADED = ("ChangeSet", "snapshot")  # says how it came here, not what it is
_STARTS = {
    "Ability": "snapshots/stream_ability_relationships",
    "ChangeSet": "snapshots/stream_changeset_relationships",
    "Course": "snapshots/stream_course_relationships",
    "Job": "snapshots/stream_job_relationships",
    "KnowledgePoint": "snapshots/stream_point_relationships",
    "Learner": "snapshots/stream_learner_relationships",
    "Posting": "snapshots/stream_posting_relationships",
    "Resource": "snapshots/stream_resource_relationships",
}


def save_snapshot(
    store: Store,
    folder: Path,
    *,
    without_people: bool = False,
    on_progress: Progress | None = None,
) -> Manifest:
    """Write everything the graph holds to ``folder``, which must not be there yet.

    ``without_people`` leaves learners, their events and what is derived of them out.

    Raises:
        SnapshotError: the folder is there, a value has no JSON form, a relationship starts at a
            label that snapshots do not know, or the map kept changing.
        LeaseError: somebody is applying a large plan.
    """
    for _ in range(_TRIES):
        seq = _get_settled_seq(store)
        with SnapshotWriter(folder) as writer:
            copy = _Copy(store, writer, OF_PEOPLE if without_people else frozenset())
            if copy.run(on_progress or (lambda *_: None)) and _get_settled_seq(store) == seq:
                return writer.finish(newest_version(), seq, _now(), tuple(sorted(copy.left_out)))
    raise SnapshotError(f"the map changed while it was saved, {_TRIES} times: try again")


def _get_settled_seq(store: Store) -> int:
    if rows := store.read("changes/list_applying"):
        raise LeaseError(f"{rows[0]['owner']} is changing the map: save it after that")
    return get_seq(store)


class _Copy:
    """One passage over the graph, nodes first."""

    def __init__(self, store: Store, writer: SnapshotWriter, left_out: frozenset[str]) -> None:
        self.left_out = left_out
        self._store = store
        self._writer = writer
        self._ids: dict[str, list[str]] = {}
        self._known: set[str] = set()

    def run(self, on_progress: Progress) -> bool:
        """Write everything; False when the graph changed on the way."""
        nodes, joined = count_nodes(self._store), count_relationships(self._store)
        total = sum(nodes.values()) + sum(joined.values())
        self._copy_nodes()
        skipped: Counter[str] = Counter()
        done = len(self._known)
        for label, statement in _STARTS.items():
            for ids in _page(self._ids.get(label, ())):
                if not self._copy_relationships(label, statement, ids, skipped):
                    return False
                done += len(ids)
                written = sum(self._writer.count(RELATIONSHIPS, type_) for type_ in joined)
                on_progress(done + written, total)
        self._check_complete(joined, skipped)
        return True

    def _copy_nodes(self) -> None:
        for label, properties in self._store.stream("snapshots/stream_nodes"):
            if label in SERVERS_OWN or (label, properties.get("kind")) == _LOADED:
                continue
            self._ids.setdefault(label, []).append(properties["id"])
            if label not in self.left_out:
                self._known.add(f"{label}:{properties['id']}")
                self._writer.add_node(label, properties)

    def _copy_relationships(
        self, label: str, statement: str, ids: Sequence[str], skipped: Counter[str]
    ) -> bool:
        for type_, from_id, to_label, to_id, properties in self._store.stream(statement, ids=ids):
            if label in self.left_out or to_label in self.left_out:
                skipped[type_] += 1
                continue
            ends = f"{label}:{from_id}", f"{to_label}:{to_id}"
            if ends[1] not in self._known:
                return False
            self._writer.add_relationship(type_, ends, properties)
        return True

    def _check_complete(self, joined: dict[str, int], skipped: Counter[str]) -> None:
        """Nothing is lost in silence: what joins other labels than ours is named."""
        for type_, count in joined.items():
            found = self._writer.count(RELATIONSHIPS, type_) + skipped[type_]
            if found < count:
                raise SnapshotError(
                    f"{type_}: expected {count} relationships, found {found}: the others start at "
                    f"nodes of labels that a snapshot does not know"
                )


def _page(ids: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while page := list(islice(rest, _PAGE)):
        yield page


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
