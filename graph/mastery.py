"""What one learner masters, point by point: with names to show, and brought up to date."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.learners import Mastery, list_mastery, set_mastery, to_mastery_row
from graph.store import Store


@dataclass(frozen=True, slots=True)
class PointMastery:
    """What is known of a learner's mastery of a point, with the point's names.

    Attributes:
        course: title of the course that covers it; ``order`` its place there.
    """

    known: Mastery
    name: str
    course_id: str | None
    course: str | None
    chapter: str | None
    order: int


def list_point_mastery(store: Store, learner_id: str) -> list[PointMastery]:
    """Return what a learner masters with the points' names, by course and order."""
    rows = store.read("learners/list_point_mastery", learner_id=learner_id)
    return [
        PointMastery(
            Mastery(learner_id=learner_id, **row["known"]),
            row["name"],
            row["course_id"],
            row["course"],
            row["chapter"],
            row["order"],
        )
        for row in rows
    ]


def update_mastery(store: Store, learner_id: str, mastery: Sequence[Mastery]) -> int:
    """Bring up to date all that one learner masters; return how many points were written.

    Only what differs is written; that the same was found at a later time is no difference.
    """
    held = list_mastery(store, learner_id)
    if {each.point_id for each in held} - {each.point_id for each in mastery}:
        return set_mastery(store, [learner_id], mastery)
    return renew_mastery(store, held, mastery)


def renew_mastery(store: Store, held: Sequence[Mastery], mastery: Sequence[Mastery]) -> int:
    """Write what differs from what is held; points that are not told stay as they are."""
    known = {(each.learner_id, each.point_id): each for each in held}
    changed = [
        each for each in mastery if not _is_same(known.get((each.learner_id, each.point_id)), each)
    ]
    if changed:
        store.write("learners/merge_masters", rows=[to_mastery_row(each) for each in changed])
    return len(changed)


def _is_same(held: Mastery | None, found: Mastery) -> bool:
    return held is not None and replace(held, as_of=found.as_of) == found
