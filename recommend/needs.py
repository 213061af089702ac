"""What hangs on each knowledge point, and the order that follows. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.jobs import JobPoint
from graph.learners import Gap
from graph.prerequisites import list_tiers
from recommend.reasons import PASS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What hangs on each knowledge point. Pure result of :func:`weigh_needs`."""

    need: Mapping[str, float]
    targets: tuple[str, ...]


def weigh_needs(
    gaps: Mapping[str, float], edges: Sequence[JobPoint], mastery: Mapping[str, float]
) -> Wanted:
    """Return each point's need, ``(1 - M) * sum over a of gap_a * w_a / W_a``.

    ``W_a`` is the sum of the weights that develop ability ``a``. Targets are the points below
    the pass mark that something hangs on.
    """
    totals: dict[str, float] = defaultdict(float)
    for edge in edges:
        totals[edge.ability_id] += edge.weight
    need: dict[str, float] = defaultdict(float)
    for edge in edges:
        share = gaps.get(edge.ability_id, 0.0) * edge.weight / totals[edge.ability_id]
        need[edge.point_id] += (1.0 - mastery.get(edge.point_id, 0.0)) * share
    targets = [p for p in need if need[p] > 0.0 and mastery.get(p, 0.0) < PASS]
    return Wanted(dict(need), tuple(sorted(targets)))


def renew_gaps(
    gaps: Sequence[Gap], edges: Sequence[JobPoint], mastery: Mapping[str, float]
) -> dict[str, float]:
    """Return each ability's gap at the ``mastery`` of the points with evidence, reckoned anew.

    It is the graph's definition of a gap (``learners/list_gaps``), whose levels hold where no
    point has evidence: there they are the group's. ``gaps`` are those that are met too.
    """
    mass: dict[str, float] = defaultdict(float)
    known: dict[str, float] = defaultdict(float)
    for edge in edges:
        if edge.point_id in mastery:
            mass[edge.ability_id] += edge.weight
            known[edge.ability_id] += edge.weight * mastery[edge.point_id]
    found: dict[str, float] = {}
    for gap in gaps:
        total = mass[gap.ability_id]
        level = known[gap.ability_id] / total if total else gap.level
        found[gap.ability_id] = gap.weight * max(0.0, gap.required - level)
    return found


def order_steps(
    wanted: Wanted, pairs: Sequence[tuple[str, str]], mastery: Mapping[str, float]
) -> list[tuple[int, str]]:
    """Return (tier, point) of the path: targets and their unmet prerequisites.

    Sorted by tier, then by the need of the point and of all that builds on it along the path.
    ``pairs`` are prerequisites (first, later), acyclic.
    """
    before: dict[str, list[str]] = defaultdict(list)
    for first, later in pairs:
        before[later].append(first)
    on_path, waiting = set[str](), list(wanted.targets)
    while waiting:
        point = waiting.pop()
        if point not in on_path:
            on_path.add(point)
            waiting += [p for p in before[point] if mastery.get(p, 0.0) < PASS]
    tiers = list_tiers(on_path, pairs)
    worth = _sum_downstream(wanted.need, on_path, pairs, tiers)
    return sorted(
        ((tiers[point], point) for point in on_path),
        key=lambda at: (at[0], -worth[at[1]], at[1]),
    )


def _sum_downstream(
    need: Mapping[str, float],
    on_path: set[str],
    pairs: Sequence[tuple[str, str]],
    tiers: Mapping[str, int],
) -> dict[str, float]:
    """Return the need of each point together with that of all points that build on it."""
    later: dict[str, set[str]] = {point: {point} for point in on_path}
    inside = [pair for pair in pairs if pair[0] in on_path and pair[1] in on_path]
    for first, second in sorted(inside, key=lambda pair: -tiers[pair[0]]):
        later[first] |= later[second]
    return {
        point: sum(need.get(other, 0.0) for other in sorted(found))
        for point, found in later.items()
    }
