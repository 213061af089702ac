"""Learners, as pseudonyms: who they are, what they master, what a job asks of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import UnknownIdError
from graph.ids import edge_id
from graph.store import Row, Store, Transaction

GROUP_FLOOR = 10
_CHUNK = 5_000
_DIGITS = 9
_KNOWN = (
    *("probability", "retained", "evidence", "evidenced", "model", "at"),
    *("as_of", "practised", "successes", "review_at"),
)


@dataclass(frozen=True, slots=True)
class NewLearner:
    """A learner to add; everything but the id may be unknown."""

    id: str
    group: str | None
    major: str | None
    college: str | None
    grade: str | None
    school_class: str | None
    simulated: bool
    target_id: str | None


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner with counts.

    Attributes:
        simulated: made by the simulator, not a person.
        mastered: points with a mastery of .6 or more, of the ``diagnosed`` that have evidence.
    """

    learner_id: str
    group: str | None
    major: str | None
    grade: str | None
    school_class: str | None
    simulated: bool
    target_id: str | None
    target: str | None
    answers: int
    mastered: int
    diagnosed: int


@dataclass(frozen=True, slots=True)
class LearnerSummary:
    """A learner in a list."""

    learner_id: str
    school_class: str | None
    major: str | None
    simulated: bool
    target_id: str | None
    target: str | None
    answers: int


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is known of a learner's mastery of a knowledge point.

    Attributes:
        probability: of mastery, in [0, 1]; ``retained`` the same after forgetting, at ``as_of``.
        evidence: answers judged that bear on it, of a question the last or all attempts.
        evidenced: False when no answer tells.
        model: version of the fitted model.
        at: the newest answer that went in, also those to other points' questions; UTC.
        as_of: the time that the diagnosis was asked for.
        practised: the newest answer that bears on the point; ``successes`` the scores of such
            answers with a time, summed.
        review_at: when no more than 0.7 of what was mastered is retained; None: never, or
            nobody knows when it was practised.
    """

    learner_id: str
    point_id: str
    probability: float
    retained: float
    evidence: int
    evidenced: bool
    model: str
    at: str | None
    as_of: str | None = None
    practised: str | None = None
    successes: float = 0.0
    review_at: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """An ability a job requires, and how far the learner is from it.

    Attributes:
        weight: demand share, in (0, 1].
        required: mastery the job asks for; ``level`` the learner's, with its ``deviation``.
        evidenced: False when no answer bears on it; the level is then the group's mean or 0.
        points: knowledge points that develop it; 0: no course covers it.
        gap: ``weight * max(0, required - level)``.
    """

    ability_id: str
    name: str
    name_zh: str | None
    kind: str | None
    weight: float
    required: float
    level: float
    deviation: float
    evidenced: bool
    answers: int
    points: int
    gap: float


@dataclass(frozen=True, slots=True)
class PointState:
    """A knowledge point in its course, and the learner's mastery of it.

    Attributes:
        hours: hours of study, None where unknown.
        mastery: retained, in [0, 1]; 0 where nothing is known.
    """

    point_id: str
    name: str
    course_id: str
    course: str
    chapter: str | None
    order: int
    hours: float | None
    mastery: float
    evidenced: bool
    answers: int


def get_learner(store: Store, learner_id: str) -> Learner:
    """Return a learner.

    Raises:
        UnknownIdError: no such learner.
    """
    rows = store.read("learners/get_learner", learner_id=learner_id)
    if not rows:
        raise UnknownIdError("Learner", learner_id)
    return Learner(**rows[0])


def list_learners(store: Store, limit: int = 100) -> list[LearnerSummary]:
    """Return learners, those with most answers first."""
    return [LearnerSummary(**row) for row in store.read("learners/list_learners", limit=limit)]


def list_known(store: Store, learner_ids: Iterable[str]) -> set[str]:
    """Return those of these ids that are learners'."""
    rows = store.read("learners/list_learners_by_id", ids=sorted(set(learner_ids)))
    return {row["learner_id"] for row in rows}


def merge_learners(store: Store, learners: Sequence[NewLearner]) -> int:
    """Add learners or bring them up to date, with the job each aims at; return how many."""

    def merge(tx: Transaction) -> None:
        tx.run("learners/merge_learners", rows=[_learner_row(learner) for learner in learners])
        targets = [_target_row(learner) for learner in learners if learner.target_id]
        tx.run("learners/delete_other_targets", rows=targets)
        tx.run("learners/link_targets", rows=targets)

    if learners:
        store.transact(merge)
    return len(learners)


def list_gaps(
    store: Store, learner_id: str, job_id: str, limit: int = 50, *, with_met: bool = False
) -> list[Gap]:
    """Return the abilities ``job_id`` requires above the learner's level, widest gap first.

    ``with_met`` lists the abilities without a gap too, after them.

    Raises:
        UnknownIdError: no such learner or job.
    """
    rows = store.read(
        "learners/list_gaps", limit=limit, **_gap_params(learner_id, job_id), with_met=with_met
    )
    if not rows:
        _check_known(store, learner_id, job_id)
    return [_gap(row) for row in rows]


def list_mastery(store: Store, learner_id: str) -> list[Mastery]:
    """Return what a learner masters, by point."""
    rows = store.read("learners/list_mastery", learner_id=learner_id)
    return [Mastery(learner_id=learner_id, **row) for row in rows]


def list_evidenced_mastery(store: Store) -> list[dict[str, float]]:
    """Return the retained mastery of each point with evidence, one dict a learner, no names."""
    rows = store.read("learners/list_evidenced_mastery")
    return [dict(zip(row["point_ids"], row["retained"], strict=True)) for row in rows]


def list_point_states(store: Store, learner_id: str, point_ids: Iterable[str]) -> list[PointState]:
    """Return these points in their courses with the learner's mastery of each."""
    rows = store.read(
        "learners/list_point_states", learner_id=learner_id, point_ids=sorted(point_ids)
    )
    return [PointState(**row) for row in rows]


def set_mastery(store: Store, learner_ids: Sequence[str], mastery: Sequence[Mastery]) -> int:
    """Replace all that these learners master; return how many points were written."""

    def replace(tx: Transaction) -> None:
        tx.run("learners/delete_mastery", learner_ids=sorted(learner_ids))
        _create_mastery(tx, mastery)

    store.transact(replace)
    return len(mastery)


def replace_mastery(store: Store, mastery: Sequence[Mastery]) -> int:
    """Replace all that anybody masters; return how many points were written."""

    def replace(tx: Transaction) -> None:
        tx.run("learners/delete_all_mastery")
        _create_mastery(tx, mastery)

    store.transact(replace)
    return len(mastery)


def _create_mastery(tx: Transaction, mastery: Sequence[Mastery]) -> None:
    for start in range(0, len(mastery), _CHUNK):
        rows = [to_mastery_row(item) for item in mastery[start : start + _CHUNK]]
        tx.run("learners/create_masters", rows=rows)


def _gap(row: Row) -> Gap:
    """Return a gap; the digits that hang on the order of summation are cut off."""
    told: Row = {k: round(v, _DIGITS) if isinstance(v, float) else v for k, v in row.items()}
    return Gap(**told)


def _gap_params(learner_id: str, job_id: str) -> dict[str, object]:
    return {"learner_id": learner_id, "job_id": job_id, "group_floor": GROUP_FLOOR}


def _check_known(store: Store, learner_id: str, job_id: str) -> None:
    if not list_known(store, [learner_id]):
        raise UnknownIdError("Learner", learner_id)
    if not store.read("jobs/get_job", job_id=job_id):
        raise UnknownIdError("Job", job_id)


def _learner_row(learner: NewLearner) -> Row:
    properties = {
        "group": learner.group,
        "major": learner.major,
        "college": learner.college,
        "grade": learner.grade,
        "class": learner.school_class,
        "simulated": learner.simulated or None,
    }
    return {"id": learner.id, "properties": properties}


def _target_row(learner: NewLearner) -> Row:
    job_id = str(learner.target_id)
    target = edge_id(learner.id, "TARGETS", job_id)
    return {"id": target, "learner_id": learner.id, "job_id": job_id}


def to_mastery_row(item: Mastery) -> Row:
    """Return MASTERS as its statements take it."""
    return {
        "id": edge_id(item.learner_id, "MASTERS", item.point_id),
        "from_id": item.learner_id,
        "to_id": item.point_id,
        "properties": {name: getattr(item, name) for name in _KNOWN},
    }
