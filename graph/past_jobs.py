"""Jobs as they were, and what they required."""

from collections import Counter
from dataclasses import dataclass

from graph.claims import Properties
from graph.errors import UnknownIdError
from graph.history import Edge, Past
from graph.jobs import Job, Requirement
from graph.moments import find_seq
from graph.store import Row, Store


@dataclass(frozen=True, slots=True)
class PastJob:
    """A job with what it required, most demanded first, at changeset ``seq``."""

    seq: int
    job: Job
    requirements: list[Requirement]


def get_past_job(
    store: Store, job_id: str, as_of: int | str | None = None, limit: int = 200
) -> PastJob:
    """Return a job, or what stood in its place, and at most ``limit`` requirements as of then.

    ``as_of`` is a changeset or a time.

    Raises:
        AsOfError: ``as_of`` is no number, time or date that history reaches.
        LeaseError: it is the number of a changeset that is being applied.
        UnknownIdError: there was no such job then.
    """
    past = Past(store, find_seq(store, as_of))
    led = past.list_nodes("Redirect", [job_id]).get(job_id, {})
    job_id = str(led.get("to", job_id))
    found = past.list_nodes("Job", [job_id]).get(job_id)
    if found is None:
        raise UnknownIdError("Job", job_id, None if as_of is None else past.seq)
    return PastJob(past.seq, _job(job_id, found), list_past_requirements(past, job_id)[:limit])


def list_past_requirements(past: Past, job_id: str) -> list[Requirement]:
    """Return what a job required, most demanded first; the same as ``list_requirements`` now."""
    edges = past.list_edges_from("REQUIRES", [job_id])
    ids = [edge.to_id for edge in edges]
    abilities = past.list_nodes("Ability", ids)
    points = Counter(edge.to_id for edge in past.list_edges_to("DEVELOPS", ids))
    found = [_requirement(edge, abilities[edge.to_id], points[edge.to_id]) for edge in edges]
    return sorted(found, key=lambda each: (-each.weight, each.ability_id))


def _job(job_id: str, held: Properties) -> Job:
    said: Row = dict(held)
    names = ("title_zh", "description", "uri", "framework")
    return Job(job_id, said["title"], *(said.get(name) for name in names))


def _requirement(edge: Edge, ability: Row, points: int) -> Requirement:
    said: Row = dict(edge.properties)
    return Requirement(
        ability_id=edge.to_id,
        name=ability["name"],
        name_zh=ability.get("name_zh"),
        weight=said["weight"],
        level=said.get("level"),
        essential=said.get("essential"),
        sources=said["sources"],
        origin=said.get("imported_origin"),
        postings=said.get("mined_n", 0),
        of_postings=said.get("mined_postings"),
        points=points,
    )
