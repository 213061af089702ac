"""Why something is recommended: a chain of edges with their numbers and sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.jobs import JobPoint, Quotation, Requirement
from graph.learners import Gap, PointState
from graph.resources import PointResource

Number = float | int | bool | str | None
PASS = 0.6


@dataclass(frozen=True, slots=True)
class Link:
    """One edge of a chain.

    Attributes:
        relation: the relationship's type; the edge goes from ``from_id`` to ``to_id``.
        numbers: what the edge holds, by the names of ``docs/model.md``.
        sources: who says so: frameworks, syllabi, counts of postings.
    """

    from_id: str
    from_name: str
    relation: str
    to_id: str
    to_name: str
    numbers: Mapping[str, Number] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a gap or a step is there.

    Attributes:
        chain: job - ability - knowledge point - resource, edge by edge.
        quotations: sentences of postings that ask for the ability.
        drops_out: the mastery (by point id) or level (by ability id) from which on it is gone.
        cypher: the statement that shows the chain, to run in any console.
    """

    chain: tuple[Link, ...]
    quotations: tuple[Quotation, ...]
    drops_out: Mapping[str, float]
    cypher: str


def requires(job_id: str, title: str, need: Requirement, gap: Gap) -> Link:
    """Return the edge from the job to an ability."""
    sources = []
    if need.origin is not None:
        sources.append(f"{need.origin}: {'essential' if need.essential else 'optional'}")
    if need.postings:
        sources.append(f"{need.postings} of {need.of_postings} postings")
    numbers: dict[str, Number] = {
        "weight": need.weight,
        "required": gap.required,
        "asked_level": need.level,
        "essential": need.essential,
        "postings": need.postings,
        "of_postings": need.of_postings,
    }
    return Link(
        job_id, title, "REQUIRES", need.ability_id, need.name, _said(numbers), tuple(sources)
    )


def develops(point: PointState, edge: JobPoint, ability: str) -> Link:
    """Return the edge from a knowledge point to an ability it develops."""
    sources = []
    if edge.matched is not None:
        sources.append(f"wording: “{edge.matched}”")
    if edge.n is not None:
        sources.append(f"{edge.n} of {edge.transactions} postings")
    sources += [source for source in edge.sources if source in {"expert", "imported"}]
    numbers: dict[str, Number] = {
        "weight": edge.weight,
        "wording": edge.wording,
        "confidence": edge.confidence,
        "confidence_back": edge.confidence_back,
        "lift": edge.lift,
        "n": edge.n,
        "transactions": edge.transactions,
    }
    return Link(
        point.point_id,
        point.name,
        "DEVELOPS",
        edge.ability_id,
        ability,
        _said(numbers),
        tuple(sources),
    )


def masters(learner_id: str, point: PointState) -> Link:
    """Return the edge from the learner to a knowledge point."""
    numbers: dict[str, Number] = {
        "mastery": point.mastery,
        "answers": point.answers,
        "evidenced": point.evidenced,
    }
    source = f"{point.answers} answers" if point.evidenced else "no answer tells"
    return Link(learner_id, learner_id, "MASTERS", point.point_id, point.name, numbers, (source,))


def precedes(point: PointState, later: PointState, origin: str | None) -> Link:
    """Return the edge from a knowledge point to one that builds on it."""
    return Link(
        point.point_id,
        point.name,
        "PRECEDES",
        later.point_id,
        later.name,
        {},
        (origin,) if origin else (),
    )


def teaches(resource: PointResource, point: PointState) -> Link:
    """Return the edge from a resource to a knowledge point it teaches or tests."""
    return Link(
        resource.resource_id,
        resource.title or resource.resource_id,
        resource.relation,
        point.point_id,
        point.name,
        _said({"kind": resource.kind, "seconds": resource.seconds}),
        (resource.origin,) if resource.origin else (),
    )


def _said(numbers: Mapping[str, Number]) -> dict[str, Number]:
    return {name: value for name, value in numbers.items() if value is not None}
