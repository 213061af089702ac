"""A job in a few abilities: what it asks for more than its peers do, with evidence."""

import math
from dataclasses import dataclass

from graph.jobs import Job, Quotation, get_job, list_quotations
from graph.store import Row, Store


@dataclass(frozen=True, slots=True)
class Trait:
    """An ability that tells a job from its peers.

    Attributes:
        kind: knowledge, tool, method, general or attitude.
        demand: share of the job's postings, aged and drawn to what a framework says, in (0, 1].
        share: mean demand over the jobs of the class.
        score: ``demand * ln(demand / share)``; 0 where all its peers ask for it alike.
        postings: postings of the job that mention it, out of ``of_postings``.
        quotation: what the newest of them says, None where none does.
    """

    ability_id: str
    name: str
    name_zh: str | None
    kind: str | None
    demand: float
    share: float
    score: float
    level: int | None
    postings: int
    of_postings: int | None
    quotation: Quotation | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A job with its traits, the most telling first, out of ``abilities`` that it requires."""

    job: Job
    abilities: int
    traits: list[Trait]


def get_summary(store: Store, job_id: str, limit: int = 10) -> Summary:
    """Return the abilities that a job asks for often and more than the jobs of its class do.

    Raises:
        UnknownIdError: no such job.
    """
    job = get_job(store, job_id)
    said = {one.ability_id: one for one in list_quotations(store, job_id, per_ability=1)}
    rows = store.read("jobs/list_demands", job_id=job_id)
    traits = [_read_trait(row, said.get(row["ability_id"])) for row in rows]
    traits.sort(key=lambda trait: (-trait.score, -trait.demand, trait.ability_id))
    return Summary(job, len(traits), traits[:limit])


def _read_trait(row: Row, quotation: Quotation | None) -> Trait:
    demand, share = row["demand"], row["share"]
    return Trait(score=round(demand * math.log(demand / share), 6), quotation=quotation, **row)
