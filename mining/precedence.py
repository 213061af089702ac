"""Candidates for PRECEDES: from the order of syllabi and of what learners pass, to proposals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, permutations
from sys import maxsize

from graph.claims import Block, Value
from graph.drafts import make_plan
from graph.events import Answer, list_answers
from graph.plans import Assertion, Plan, Restated
from graph.points import Point, list_development, list_points
from graph.prerequisites import find_closing
from graph.resources import list_q_matrix
from graph.store import Store
from mining.corpora import FEWEST_LEARNERS, PASS, hash_items, share_names
from mining.errors import CorpusError
from mining.order import (
    NEVER,
    Before,
    OrderThresholds,
    Pair,
    drop_implied,
    keep_strongest,
    order_pairs,
)
from mining.settled import read_settled
from mining.significance import shorten_p_value

ORDERS = ("syllabi", "mastery")
"""What tells an order: the courses, and what learners pass first."""

_DIGITS = 6
_FEWEST_COURSES = 5
_WAITS = "an order that was counted is for people to judge"
_THRESHOLDS = OrderThresholds()
Ranks = Sequence[Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pair that the sequences of an origin agree about; ``first`` and ``later`` are points."""

    origin: str
    pair: Before


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A pair that is said the other way round; ``cycle`` is the way that it would close."""

    origin: str
    pair: Before
    cycle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrecedencePlan:
    """The plan of a run, and what it was mined from.

    Attributes:
        sequences: courses and learners that tell an order.
        implied: pairs that what is known says already.
        candidates: pairs that are proposed, the strongest of each origin first.
        contradictions: pairs that would close a cycle, which are only reported.
    """

    plan: Plan
    sequences: int
    implied: int
    candidates: tuple[Candidate, ...]
    contradictions: tuple[Contradiction, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Source:
    """Sequences of one origin; ``stands_for`` gives the pairs of points that a pair means."""

    origin: str
    ranks: Ranks
    related: frozenset[Pair] | None
    fewest: int
    stands_for: Mapping[Pair, tuple[Pair, ...]]


def plan_precedence(
    store: Store, thresholds: OrderThresholds = _THRESHOLDS, origins: Sequence[str] = ()
) -> PrecedencePlan:
    """Return the plan that proposes what comes before what.

    A pair of points is proposed where courses that share both, or learners, agree about their
    order. What a chain of the map says already is not; what contradicts the map, or a stronger
    candidate, is reported and not proposed. A proposal never serves before somebody approves it.

    Args:
        store: the graph.
        thresholds: what a pair must reach; courses may be fewer than its count, 5 or more.
        origins: of ``syllabi`` and ``mastery``; none means all there are.

    Raises:
        CorpusError: an origin that is asked for is unknown, or tells no order.
        ThresholdError: a threshold out of its range.
    """
    sources, missing = _read_sources(store, origins)
    tally = _Tally(*read_settled(store, [source.origin for source in sources]))
    for source in sources:
        # what is known takes no place among the most that are proposed: cut after it is left out
        limits = replace(
            thresholds, min_count=_limit(source, thresholds), most=min(1, thresholds.most) * maxsize
        )
        found = _expand(order_pairs(source.ranks, limits, source.related), source)
        tally.add(source.origin, found, thresholds.most)
    hashes = {source.origin: hash_items(map(repr, source.ranks)) for source in sources}
    items = [_propose(found, hashes[found.origin], thresholds) for found in tally.candidates]
    restated = [Restated("PRECEDES", "mined", source.origin) for source in sources]
    return PrecedencePlan(
        plan=make_plan(store, (), items, restated),
        sequences=sum(len(source.ranks) for source in sources),
        implied=tally.implied,
        candidates=tuple(tally.candidates),
        contradictions=tuple(tally.contradictions),
        warnings=tuple(missing),
    )


class _Tally:
    """Pairs as they come, against what is known and what came before them.

    Of what is known, ``approved`` is what such a run once found: it is measured anew.
    """

    def __init__(self, known: Sequence[Pair], approved: frozenset[Pair]) -> None:
        self._known, self._approved = known, approved
        self.candidates: list[Candidate] = []
        self.contradictions: list[Contradiction] = []
        self.implied = 0

    def add(self, origin: str, found: Sequence[Before], most: int) -> None:
        """Take in the pairs of an origin, the strongest first, at most so many of a later point."""
        approved = [pair for pair in found if (pair.first, pair.later) in self._approved]
        others = [pair for pair in found if (pair.first, pair.later) not in self._approved]
        unsaid = drop_implied(others, self._known)
        self.implied += len(others) - len(unsaid)
        fresh = [*approved, *keep_strongest(unsaid, most)]
        held = [*self._known, *((each.pair.first, each.pair.later) for each in self.candidates)]
        closing = find_closing(held, [(pair.first, pair.later) for pair in fresh])
        for pair in fresh:
            if cycle := closing.get((pair.first, pair.later)):
                self.contradictions.append(Contradiction(origin, pair, tuple(cycle)))
            else:
                self.candidates.append(Candidate(origin, pair))


def _read_sources(store: Store, origins: Sequence[str]) -> tuple[list[_Source], list[str]]:
    points, sources, missing = list_points(store), [], []
    for origin in origins:
        if origin not in ORDERS:
            raise CorpusError(f"order: expected {' or '.join(ORDERS)}, found {origin!r}")
    for origin in sorted(set(origins or ORDERS), key=ORDERS.index):
        try:
            read = _read_courses(points) if origin == "syllabi" else _read_learners(store, points)
            sources.append(read)
        except CorpusError as error:
            if origins:
                raise
            missing.append(str(error))
    if not sources:
        raise CorpusError("; ".join(missing))
    return sources, missing


def _read_courses(points: Sequence[Point]) -> _Source:
    """Return a sequence a course; points of one name share an item."""
    named = share_names({point.point_id: point.name for point in points})
    ranks: dict[str, dict[str, float]] = defaultdict(dict)
    ids: dict[str, dict[str, str]] = defaultdict(dict)
    for point in points:
        item = named[point.point_id]
        if item not in ranks[point.course_id]:
            ranks[point.course_id][item] = float(point.order)
            ids[point.course_id][item] = point.point_id
    told = [ranks[course] for course in sorted(ranks)]
    if len(told) < _FEWEST_COURSES:
        raise CorpusError(
            f"syllabi: expected {_FEWEST_COURSES} courses that tell an order, found {len(told)}"
        )
    uses = Counter(item for each in told for item in each)
    often = {item for item, count in uses.items() if count >= _FEWEST_COURSES}
    kept = [{item: rank for item, rank in each.items() if item in often} for each in told]
    held = [{item: id_ for item, id_ in ids[each].items() if item in often} for each in sorted(ids)]
    return _Source("syllabi", kept, None, _FEWEST_COURSES, _list_meant(held))


def _list_meant(courses: Sequence[Mapping[str, str]]) -> dict[Pair, tuple[Pair, ...]]:
    """Return the points of one course that each pair of names means, in every course of both."""
    meant: dict[Pair, list[Pair]] = defaultdict(list)
    for course in courses:
        for one, other in permutations(sorted(course), 2):
            meant[one, other].append((course[one], course[other]))
    return {pair: tuple(ends) for pair, ends in meant.items()}


def _read_learners(store: Store, points: Sequence[Point]) -> _Source:
    """Return a sequence a learner: when, of the learner's own answers, each point was passed.

    Only points of one course, or that develop one ability, are compared: across courses the order
    is that of the timetable.
    """
    tests: dict[str, list[str]] = defaultdict(list)
    for entry in list_q_matrix(store):
        tests[entry.question_id].append(entry.point_id)
    answers: dict[str, list[Answer]] = defaultdict(list)
    for answer in list_answers(store):
        if answer.at is not None and answer.question_id in tests:
            answers[answer.learner_id].append(answer)
    if len(answers) < FEWEST_LEARNERS:
        raise CorpusError(
            f"mastery: expected {FEWEST_LEARNERS} learners with answers or more, found "
            f"{len(answers)}: of so few nothing is told"
        )
    ranks = sorted((_rank(told, tests) for told in answers.values()), key=repr)
    return _Source("mastery", ranks, _relate(store, points), FEWEST_LEARNERS, {})


def _relate(store: Store, points: Sequence[Point]) -> frozenset[Pair]:
    """Return the pairs of points of one course, or that develop one ability."""
    groups: dict[str, set[str]] = defaultdict(set)
    for point in points:
        groups[point.course_id].add(point.point_id)
    for edge in list_development(store):
        if edge.imported_origin or edge.predicted_origin:
            groups[edge.ability_id].add(edge.point_id)
    return frozenset(pair for group in groups.values() for pair in combinations(sorted(group), 2))


def _rank(answers: Sequence[Answer], tests: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the place of the first answer that passes each point; one that none passes: never."""
    places = {at: place for place, at in enumerate(sorted({str(a.at) for a in answers}))}
    ranks: dict[str, float] = {}
    for answer in answers:
        passed = float(places[str(answer.at)]) if answer.score >= PASS else NEVER
        for point in tests[answer.question_id]:
            ranks[point] = min(passed, ranks.get(point, NEVER))
    return dict(sorted(ranks.items()))


def _limit(source: _Source, thresholds: OrderThresholds) -> int:
    """Return how many sequences must tell an order: of courses fewer will do, of people not."""
    if source.origin == "syllabi":
        return min(source.fewest, thresholds.min_count)
    return max(source.fewest, thresholds.min_count)


def _expand(found: Iterable[Before], source: _Source) -> list[Before]:
    return [
        replace(pair, first=first, later=later)
        for pair in found
        for first, later in source.stands_for.get((pair.first, pair.later), ())
        or ([(pair.first, pair.later)] if not source.stands_for else [])
    ]


def _propose(candidate: Candidate, digest: str, thresholds: OrderThresholds) -> Assertion:
    pair = candidate.pair
    numbers = {
        name: round(float(getattr(pair, name)), _DIGITS) for name in ("confidence", "coupling")
    }
    fields: dict[str, Value] = {
        **numbers,
        "p": shorten_p_value(pair.p),
        "q": shorten_p_value(pair.q),
        "n": pair.before,
        "transactions": pair.count,
        "run": f"precedes:{candidate.origin}:{digest}",
        "algorithm": "order",
        "thresholds": (
            f"confidence {thresholds.min_confidence:g}, coupling {thresholds.min_coupling:g}, "
            f"q {thresholds.max_q:g}"
        ),
    }
    block = Block("mined", candidate.origin, fields, "proposed")
    return Assertion("PRECEDES", pair.first, pair.later, block, waits=_WAITS)
