"""What the map says of a job, kept for as long as the map stays as it is."""

from dataclasses import dataclass
from functools import lru_cache

from graph.jobs import Job, JobPoint, Requirement, get_job, list_job_points, list_requirements
from graph.points import Prerequisite, list_prerequisites
from graph.resources import PointResource, list_point_resources
from graph.stamps import Stamp, get_stamp
from graph.store import Store

_ALL = 1_000
_PER_POINT = 3
_KEPT = 64


@dataclass(frozen=True, slots=True)
class JobMap:
    """A job with everything of the map that a path to it may need; shared, not to be changed.

    Attributes:
        seq: the number of the newest changeset of the map.
        points: ids of the knowledge points that develop what the job requires, and of what
            comes before them.
        resources: what teaches and tests these points, easiest first, at most three of each.
    """

    job: Job
    seq: int
    needs: dict[str, Requirement]
    edges: tuple[JobPoint, ...]
    prerequisites: tuple[Prerequisite, ...]
    points: frozenset[str]
    resources: tuple[PointResource, ...]


def read_job_map(store: Store, job_id: str) -> JobMap:
    """Return what the map says of a job, read once for each changeset.

    While a changeset is being applied, or before there is one, it is read every time.

    Raises:
        UnknownIdError: no such job.
    """
    stamp = get_stamp(store)
    if stamp.state not in {"applied", "undone"}:
        return _read(store, job_id, stamp)
    return _read_once(store, job_id, stamp)


def _read(store: Store, job_id: str, stamp: Stamp) -> JobMap:
    job, edges = get_job(store, job_id), list_job_points(store, job_id)
    pairs = list_prerequisites(store, {edge.point_id for edge in edges})
    points = {edge.point_id for edge in edges}
    points |= {end for pair in pairs for end in (pair.from_id, pair.to_id)}
    return JobMap(
        job=job,
        seq=stamp.seq,
        needs={need.ability_id: need for need in list_requirements(store, job_id, _ALL)},
        edges=tuple(edges),
        prerequisites=tuple(pairs),
        points=frozenset(points),
        resources=tuple(list_point_resources(store, points, _PER_POINT)),
    )


_read_once = lru_cache(maxsize=_KEPT)(_read)
