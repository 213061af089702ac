"""Order among knowledge points: cycles, and how deep a point lies. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[str, str]


def find_closing(serving: Iterable[Pair], candidates: Sequence[Pair]) -> dict[Pair, list[str]]:
    """Return the candidates that would close a cycle, each with that cycle.

    Candidates are taken in their order, each added to what serves unless it closes a cycle.
    """
    after: dict[str, set[str]] = defaultdict(set)
    for first, second in serving:
        after[first].add(second)
    closing: dict[Pair, list[str]] = {}
    for first, second in candidates:
        if way := _find_way(after, second, first):
            closing[first, second] = [first, *way]
        else:
            after[first].add(second)
    return closing


def _find_way(after: Mapping[str, set[str]], start: str, goal: str) -> list[str]:
    """Return a way from start to goal, both included; [] when there is none."""
    came_from: dict[str, str | None] = {start: None}
    frontier = [start]
    while frontier:
        here = frontier.pop()
        if here == goal:
            return _walk_back(came_from, goal)
        for there in sorted(after.get(here, ())):
            if there not in came_from:
                came_from[there] = here
                frontier.append(there)
    return []


def _walk_back(came_from: Mapping[str, str | None], goal: str) -> list[str]:
    way, here = [], goal
    step: str | None = here
    while step is not None:
        way.append(step)
        step = came_from[step]
    return way[::-1]


def list_tiers(points: Iterable[str], pairs: Iterable[Pair]) -> dict[str, int]:
    """Return each point's tier: the length of its longest chain of prerequisites among them.

    ``pairs`` must be acyclic; pairs with an end outside of ``points`` do not count.
    """
    inside = set(points)
    before: dict[str, set[str]] = {point: set() for point in inside}
    for first, second in pairs:
        if first in inside and second in inside:
            before[second].add(first)
    tiers: dict[str, int] = {}
    waiting = set(inside)
    tier = 0
    while waiting:
        ready = {point for point in waiting if not before[point] & waiting}
        if not ready:
            raise ValueError(f"expected acyclic prerequisites, found a cycle in {sorted(waiting)}")
        tiers |= dict.fromkeys(ready, tier)
        waiting -= ready
        tier += 1
    return tiers
