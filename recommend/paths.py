"""The learning path: what to learn, in which order, with which resources, and why.

A path holds the knowledge points that develop what the learner lacks, and what these build on.
It is sorted by tier, then by need: nothing comes before its prerequisites.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from graph.jobs import JobPoint, Quotation, list_quotations
from graph.learners import Gap, PointState, list_gaps, list_point_states
from graph.points import Prerequisite
from graph.redirects import follow
from graph.resources import PointResource
from graph.statements import render_statement
from graph.store import Store
from recommend.maps import read_job_map
from recommend.needs import Wanted, order_steps, weigh_needs
from recommend.reasons import (
    PASS,
    Link,
    Reason,
    develops,
    masters,
    precedes,
    requires,
    teaches,
)

Item = TypeVar("Item")
_LEARN_READY, _LEARN_UNREADY = 0.45, 0.06
_ALL = 1_000
LEAST_DEMAND = 0.15
_SHOWN = 3
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class ExplainedGap:
    """A gap with its reason."""

    gap: Gap
    because: Reason


@dataclass(frozen=True, slots=True)
class Step:
    """One knowledge point of a path.

    Attributes:
        position: from 1.
        tier: length of its longest chain of prerequisites on this path, from 0.
        need: share of the whole gap that hangs on this point, weighted by what is not mastered.
        expected_gain: how much of the whole gap one round of study is expected to close.
        hours: of study, from the syllabus, else from its resources.
        after: points on this path that come before it.
        ready: every prerequisite is mastered or none is on the path: can be learnt now.
    """

    position: int
    tier: int
    point: PointState
    need: float
    expected_gain: float
    hours: float
    after: tuple[str, ...]
    ready: bool
    resources: tuple[PointResource, ...]
    because: Reason


@dataclass(frozen=True, slots=True)
class Path:
    """A learning path, and what it was computed on.

    Attributes:
        seq: the number of the newest changeset of the map.
        gap_before: sum of the gaps now; ``gap_after`` once every point of the path is mastered.
        gaps: every gap with its reason, widest first.
        uncovered: abilities with a gap that no course covers.
        met: abilities whose level suffices.
    """

    learner_id: str
    job_id: str
    job: str
    seq: int
    gap_before: float
    gap_after: float
    hours: float
    steps: tuple[Step, ...]
    gaps: tuple[ExplainedGap, ...]
    uncovered: tuple[str, ...]
    met: tuple[Gap, ...]


def plan_path(
    store: Store, learner_id: str, job_id: str, least_demand: float = LEAST_DEMAND
) -> Path:
    """Return the path that closes the learner's gaps for a job, or for what stands in its place.

    An ability that no framework calls essential and that is asked for less than ``least_demand``
    (a share in [0, 1]) is listed among the gaps, but nothing is learnt for it alone.

    Raises:
        UnknownIdError: no such learner or job.
    """
    return _Planner(store, learner_id, follow(store, job_id), least_demand).plan()


class _Planner:
    """What a path is computed from, read once."""

    def __init__(self, store: Store, learner_id: str, job_id: str, least_demand: float) -> None:
        self._least_demand = least_demand
        self._learner = learner_id
        listed = list_gaps(store, learner_id, job_id, _ALL, with_met=True)
        self._gaps = [gap for gap in listed if gap.gap > 0.0]
        self._met = tuple(gap for gap in listed if gap.gap == 0.0)
        self._map = read_job_map(store, job_id)
        self._points = {
            state.point_id: state
            for state in reversed(list_point_states(store, learner_id, self._map.points))
        }
        # what no course covers any more is not learnt
        self._edges = [edge for edge in self._map.edges if edge.point_id in self._points]
        self._prerequisites = [
            pair
            for pair in self._map.prerequisites
            if {pair.from_id, pair.to_id} <= self._points.keys()
        ]
        self._quotations = _group(list_quotations(store, job_id), attrgetter("ability_id"))
        self._resources = _group(self._map.resources, attrgetter("point_id"))

    def plan(self) -> Path:
        mastery = {point: state.mastery for point, state in self._points.items()}
        pursued = {gap.ability_id: gap.gap for gap in self._gaps if self._is_pursued(gap)}
        wanted = weigh_needs(pursued, self._edges, mastery)
        pairs = [(pair.from_id, pair.to_id) for pair in self._prerequisites]
        order = order_steps(wanted, pairs, mastery)
        steps = self._make_steps(order, wanted, mastery)
        reached = mastery | {step.point.point_id: 1.0 for step in steps}
        return Path(
            learner_id=self._learner,
            job_id=self._map.job.job_id,
            job=self._map.job.title,
            seq=self._map.seq,
            gap_before=round(sum(gap.gap for gap in self._gaps), _DIGITS),
            gap_after=round(sum(self._gap_at(gap, reached) for gap in self._gaps), _DIGITS),
            hours=round(sum(step.hours for step in steps), 2),
            steps=tuple(steps),
            gaps=tuple(self._explain_gap(gap) for gap in self._gaps),
            uncovered=tuple(gap.ability_id for gap in self._gaps if not gap.points),
            met=self._met,
        )

    def _is_pursued(self, gap: Gap) -> bool:
        essential = self._map.needs[gap.ability_id].essential
        return bool(essential) or gap.weight >= self._least_demand

    def _gap_at(self, gap: Gap, mastery: Mapping[str, float]) -> float:
        """Return what is left of a gap when points are mastered as given; never more than it."""
        edges = [edge for edge in self._edges if edge.ability_id == gap.ability_id]
        total = sum(edge.weight for edge in edges)
        if not total:
            return gap.gap
        level = sum(edge.weight * mastery.get(edge.point_id, 0.0) for edge in edges) / total
        return min(gap.gap, gap.weight * max(0.0, gap.required - level))

    def _make_steps(
        self, order: Sequence[tuple[int, str]], wanted: Wanted, mastery: Mapping[str, float]
    ) -> list[Step]:
        now = dict(mastery)
        on_path = {point for _, point in order}
        before: dict[str, list[str]] = defaultdict(list)
        for pair in self._prerequisites:
            before[pair.to_id].append(pair.from_id)
        steps = []
        for position, (tier, point) in enumerate(order, start=1):
            ready = 1.0
            for first in before[point]:
                ready *= now.get(first, 0.0)
            chance = _LEARN_READY * ready + _LEARN_UNREADY * (1.0 - ready)
            after = tuple(sorted(first for first in before[point] if first in on_path))
            need = wanted.need.get(point, 0.0)
            steps.append(self._make_step(position, tier, point, (need, need * chance), after))
            now[point] = 1.0
        return steps

    def _make_step(
        self,
        position: int,
        tier: int,
        point: str,
        worth: tuple[float, float],
        after: tuple[str, ...],
    ) -> Step:
        state = self._points[point]
        resources = tuple(_choose(self._resources.get(point, [])))
        seconds = sum(r.seconds or 0 for r in self._resources.get(point, []))
        return Step(
            position=position,
            tier=tier,
            point=state,
            need=round(worth[0], _DIGITS),
            expected_gain=round(worth[1], _DIGITS),
            hours=state.hours if state.hours is not None else round(seconds / 3600, 2),
            after=after,
            ready=not after,
            resources=resources,
            because=self._explain_step(state, resources),
        )

    def _explain_gap(self, gap: Gap) -> ExplainedGap:
        chain = [self._requires(gap.ability_id)]
        for edge in self._strongest(ability=gap.ability_id)[:_SHOWN]:
            state = self._points[edge.point_id]
            chain += [develops(state, edge, gap.name), masters(self._learner, state)]
            chain += [
                teaches(r, state) for r in _choose(self._resources.get(edge.point_id, []))[:1]
            ]
        statement = render_statement(
            "learners/show_gap",
            learner_id=self._learner,
            job_id=self._map.job.job_id,
            ability_id=gap.ability_id,
        )
        quotations = tuple(self._quotations.get(gap.ability_id, []))
        drops_out = {gap.ability_id: gap.required}
        return ExplainedGap(gap, Reason(tuple(chain), quotations, drops_out, statement))

    def _explain_step(self, state: PointState, resources: Sequence[PointResource]) -> Reason:
        chain: list[Link] = []
        quotations: list[Quotation] = []
        for edge in self._strongest(point=state.point_id)[:_SHOWN]:
            name = self._map.needs[edge.ability_id].name
            chain += [self._requires(edge.ability_id), develops(state, edge, name)]
            quotations += self._quotations.get(edge.ability_id, [])[:1]
        chain += [masters(self._learner, state)]
        chain += [precedes(state, self._points[p.to_id], p.origin) for p in self._next(state)]
        chain += [teaches(resource, state) for resource in resources]
        statement = render_statement(
            "learners/show_step",
            learner_id=self._learner,
            job_id=self._map.job.job_id,
            point_id=state.point_id,
        )
        return Reason(tuple(chain), tuple(quotations), {state.point_id: PASS}, statement)

    def _requires(self, ability_id: str) -> Link:
        need = self._map.needs[ability_id]
        gap = next(g for g in (*self._gaps, *self._met) if g.ability_id == ability_id)
        return requires(self._map.job.job_id, self._map.job.title, need, gap)

    def _strongest(self, *, ability: str = "", point: str = "") -> list[JobPoint]:
        """Return the edges to an ability, or from a point to abilities with a gap, best first."""
        open_gaps = {gap.ability_id: gap.gap for gap in self._gaps}
        found = [
            edge
            for edge in self._edges
            if edge.ability_id == ability
            or (edge.point_id == point and edge.ability_id in open_gaps)
        ]

        def worth(edge: JobPoint) -> float:
            return edge.weight * (open_gaps.get(edge.ability_id, 0.0) if point else 1.0)

        return sorted(found, key=lambda e: (-worth(e), e.ability_id, e.point_id))

    def _next(self, state: PointState) -> list[Prerequisite]:
        later = [pair for pair in self._prerequisites if pair.from_id == state.point_id]
        return later[:_SHOWN]


def _choose(resources: Sequence[PointResource]) -> list[PointResource]:
    """Return what teaches, and two questions to check; they come easiest first."""
    teaching = [r for r in resources if r.relation == "TEACHES"]
    testing = [r for r in resources if r.relation == "TESTS"]
    return teaching + testing[:2]


def _group(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    grouped: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        grouped[key(item)].append(item)
    return grouped
