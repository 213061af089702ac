"""How suitable resources are: need, readiness, a success neither sure nor hopeless. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, prod

from graph.prerequisites import list_tiers
from graph.resources import LinkedResource

LEARN_READY, LEARN_UNREADY = 0.45, 0.06
SHARE = 0.4  # of the places, at most, for one point
_ZONE, _WIDTH = 0.7, 0.15
_RIGHT = 0.5
_BASE, _SPREAD = 0.2, 0.6  # of a question that no model knows: guess 0.2, slip 0.2


@dataclass(frozen=True, slots=True)
class Rated:
    """A resource with how suitable it is.

    Attributes:
        points: ids of the points that it is about.
        need: of the neediest of them, in [0, 1].
        ready: product of the mastery of what comes before them, in [0, 1].
        chance: of a right answer; of what teaches, of having the point after it.
        suitability: what it is ordered by.
        due: one of its points is due for review.
    """

    resource: LinkedResource
    points: tuple[str, ...]
    need: float
    ready: float
    chance: float
    suitability: float
    due: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a learner is, by point.

    Attributes:
        mastery: retained, in [0, 1]; what is not there is 0.
        need: in [0, 1]; what is not there is not needed.
        before: the points that come directly before each.
        predicted: P(right answer) by question.
        due: points whose review is due.
    """

    mastery: Mapping[str, float]
    need: Mapping[str, float]
    before: Mapping[str, Sequence[str]]
    predicted: Mapping[str, float]
    due: frozenset[str]


def weigh_zone(chance: float) -> float:
    r"""Return :math:`\exp(-((p - 0.7) / 0.15)^2 / 2)`: 1 at a chance of 0.7, in (0, 1]."""
    return exp(-(((chance - _ZONE) / _WIDTH) ** 2) / 2)


def rate_resource(resource: LinkedResource, here: Situation) -> Rated:
    """Return a resource with need x readiness x zone of its chance."""
    points = tuple(resource.tests or resource.teaches)
    first = {point for each in points for point in here.before.get(each, ())} - set(points)
    ready = prod(here.mastery.get(point, 0.0) for point in sorted(first))
    need = max((here.need.get(point, 0.0) for point in points), default=0.0)
    chance = _expect(resource, points, ready, here)
    return Rated(
        resource,
        points,
        need,
        ready,
        chance,
        need * ready * weigh_zone(chance),
        bool(here.due.intersection(points)),
    )


def choose_rated(rated: Sequence[Rated], limit: int) -> list[Rated]:
    """Return the most suitable, no more than 0.4 of the ``limit`` places for one point."""
    most, taken, chosen = max(1, int(SHARE * limit)), Counter[str](), list[Rated]()
    ordered = sorted(rated, key=lambda each: (-each.suitability, each.resource.resource_id))
    for each in ordered:
        room = all(taken[point] < most for point in each.points)
        if each.suitability > 0.0 and room and len(chosen) < limit:
            chosen.append(each)
            taken.update(each.points)
    return chosen


def choose_by_paper(
    resources: Sequence[LinkedResource],
    here: Situation,
    complex_ones: Mapping[str, bool],
    wanted: bool | None,
    limit: int,
) -> list[Rated]:
    """Return the questions that the learner will answer, likeliest first: the paper's own rule.

    Candidates are of the wanted class of difficulty (``complex_ones`` by question, None: any),
    their points all in what the learner has, and predicted to be right (0.5 or more). They are
    what the learner can do already, so this is kept for comparison.
    """
    found = [
        rate_resource(each, here)
        for each in resources
        if each.resource_id in here.predicted
        and (wanted is None or complex_ones.get(each.resource_id) is wanted)
        and all(here.mastery.get(point, 0.0) >= _RIGHT for point in each.tests)
    ]
    able = [each for each in found if each.chance >= _RIGHT]
    return sorted(able, key=lambda each: (-each.chance, each.resource.resource_id))[:limit]


def spread_needs(
    need: Mapping[str, float], pairs: Sequence[tuple[str, str]], mastery: Mapping[str, float]
) -> dict[str, float]:
    """Return needs, in [0, 1], that reach back to what comes before.

    A point that nothing asks for is needed as much as the neediest that builds on it, times what
    is not mastered of it. ``pairs`` are prerequisites (first, later), acyclic.
    """
    top = max(need.values(), default=0.0)
    found = {point: value / top for point, value in need.items() if value > 0.0}
    points = {point for pair in pairs for point in pair}
    tiers = list_tiers(points, pairs)
    for first, later in sorted(pairs, key=lambda pair: (-tiers[pair[0]], pair)):
        through = (1.0 - mastery.get(first, 0.0)) * found.get(later, 0.0)
        if through > 0.0:
            found[first] = max(found.get(first, 0.0), through)
    return found


def _expect(
    resource: LinkedResource, points: tuple[str, ...], ready: float, here: Situation
) -> float:
    """Return P(right answer), or of what teaches P(having its points after it), their mean."""
    if resource.tests:
        able = prod(here.mastery.get(point, 0.0) for point in points)
        return here.predicted.get(resource.resource_id, _BASE + _SPREAD * able)
    learns = LEARN_READY * ready + LEARN_UNREADY * (1.0 - ready)
    held = [here.mastery.get(point, 0.0) for point in points]
    return sum(m + (1.0 - m) * learns for m in held) / len(held) if held else 0.0
