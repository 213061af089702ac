"""Where the steps of a path stand in its drawing: a layered layout, left to right. Pure.

The steps of a tier fill one column, or several side by side where they are many. A prerequisite
that skips columns runs through them in a lane of its own, which all that build on the same step
share, so that no line ever crosses a step.

Source:
    Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
    structures", 1981: layers, barycentres, coordinates.
"""

from bisect import bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

Columns = list[list[str]]
Segment = tuple[int, str, str]

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in pixels.

    Attributes:
        steps: height of each step with its space; ``lane`` the height of a lane.
        width: of a column; ``tier_gap`` and ``column_gap`` lie between two of them.
    """

    steps: Mapping[str, float]
    lane: float
    width: float
    tier_gap: float
    column_gap: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands.

    Attributes:
        columns: points from top to bottom, of steps and of lanes, which go by their source.
        column_of: the column in which a point is a step; elsewhere it is a lane.
        tier_of: the tier of each column.
        x: left edge of each column.
        y: for each column, the middle of every point in it.
        segments: (column, point, point in the next column), each once.
    """

    columns: Columns
    column_of: Mapping[str, int]
    tier_of: tuple[int, ...]
    x: tuple[float, ...]
    y: tuple[Mapping[str, float], ...]
    segments: tuple[Segment, ...]
    height: float


def reduce_edges(before: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the prerequisites that no chain of others implies; keys in an order of learning."""
    above: dict[str, set[str]] = {}
    reduced: dict[str, list[str]] = {}
    for point, given in before.items():
        firsts = [first for first in dict.fromkeys(given) if first in above]
        implied = set[str]().union(*(above[first] for first in firsts))
        reduced[point] = [first for first in firsts if first not in implied]
        above[point] = implied.union(firsts)
    return reduced


def cut_columns(
    tiers: Mapping[str, int], before: Mapping[str, Sequence[str]], rows: int
) -> tuple[Columns, tuple[int, ...]]:
    """Return columns of at most ``rows`` steps, and the tier of each.

    Of the columns of a tier, steps that others build on take the last: their lines are short.
    """
    leading = {first for firsts in before.values() for first in firsts}
    columns: Columns = []
    tier_of: list[int] = []
    for tier in sorted(set(tiers.values())):
        points = [point for point, at in tiers.items() if at == tier]
        points.sort(key=lambda point: (point in leading, not before[point]))
        count = -(-len(points) // rows)
        for number in range(count):
            start, end = (len(points) * at // count for at in (number, number + 1))
            columns.append(points[start:end])
            tier_of.append(tier)
    return columns, tuple(tier_of)


def lay_out(
    tiers: Mapping[str, int], before: Mapping[str, Sequence[str]], rows: int, sizes: Sizes
) -> Layout:
    """Return the layout of points with their tiers and (reduced) prerequisites.

    Both mappings are in an order of learning; every prerequisite has a lower tier.
    """
    columns, tier_of = cut_columns(tiers, before, rows)
    column_of = {point: number for number, column in enumerate(columns) for point in column}
    segments = _list_segments(column_of, before)
    columns = [
        column + sorted({to for at, _, to in segments if at == number - 1 and to not in column})
        for number, column in enumerate(columns)
    ]
    joined = {point for _, *ends in segments for point in ends}
    columns = [
        sorted(column, key=lambda point: point not in joined)
        for column in _order(columns, segments)
    ]
    extents = [
        {p: sizes.steps[p] if column_of[p] == number else sizes.lane for p in column}
        for number, column in enumerate(columns)
    ]
    return Layout(
        columns=columns,
        column_of=column_of,
        tier_of=tier_of,
        x=tuple(_list_edges(tier_of, sizes)),
        y=_place(columns, extents, segments),
        segments=segments,
        height=max(sum(column.values()) for column in extents),
    )


def count_crossings(columns: Columns, segments: Sequence[Segment]) -> int:
    """Return how often lines cross between neighbouring columns."""
    ranks = [{point: rank for rank, point in enumerate(column)} for column in columns]
    crossings = 0
    for number in range(len(columns) - 1):
        pairs = sorted(
            (ranks[number][start], ranks[number + 1][end])
            for at, start, end in segments
            if at == number
        )
        seen: list[int] = []
        for _, end in pairs:
            crossings += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return crossings


def _list_edges(tier_of: Sequence[int], sizes: Sizes) -> Iterator[float]:
    """Yield the left edge of each column."""
    x = 0.0
    yield x
    for tier, following in pairwise(tier_of):
        x += sizes.width + (sizes.column_gap if tier == following else sizes.tier_gap)
        yield x


def _list_segments(
    column_of: Mapping[str, int], before: Mapping[str, Sequence[str]]
) -> tuple[Segment, ...]:
    found: dict[Segment, None] = {}
    for point, firsts in before.items():
        for first in firsts:
            start, end = column_of[first], column_of[point]
            for number in range(start, end - 1):
                found[number, first, first] = None
            found[end - 1, first, point] = None
    return tuple(found)


def _neighbours(
    count: int, segments: Sequence[Segment]
) -> tuple[list[dict[str, list[str]]], list[dict[str, list[str]]]]:
    """Return for each column what a point meets in the column before and in the one after."""
    left: list[dict[str, list[str]]] = [{} for _ in range(count)]
    right: list[dict[str, list[str]]] = [{} for _ in range(count)]
    for number, start, end in segments:
        right[number].setdefault(start, []).append(end)
        left[number + 1].setdefault(end, []).append(start)
    return left, right


def _order(columns: Columns, segments: Sequence[Segment]) -> Columns:
    """Return the columns with each sorted by the barycentres of its neighbours."""
    left, right = _neighbours(len(columns), segments)
    best, fewest = columns, count_crossings(columns, segments)
    current = [list(column) for column in columns]
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        numbers = range(len(columns)) if forward else range(len(columns) - 1, -1, -1)
        for number in numbers:
            beside = number - 1 if forward else number + 1
            if 0 <= beside < len(columns):
                met = (left if forward else right)[number]
                current[number] = _sort_column(current[number], current[beside], met)
        crossings = count_crossings(current, segments)
        if crossings < fewest:
            best, fewest = [list(column) for column in current], crossings
    return best


def _sort_column(
    column: Sequence[str], beside: Sequence[str], met: Mapping[str, Sequence[str]]
) -> list[str]:
    ranks = {point: (rank + 0.5) / len(beside) for rank, point in enumerate(beside)}
    own = {point: (rank + 0.5) / len(column) for rank, point in enumerate(column)}

    def barycentre(point: str) -> float:
        found = met.get(point)
        return sum(ranks[other] for other in found) / len(found) if found else own[point]

    return sorted(column, key=barycentre)


def _stack(column: Sequence[str], extents: Mapping[str, float], limit: float) -> dict[str, float]:
    """Return the middles of a column stacked without space, centred."""
    y, found = (limit - sum(extents.values())) / 2, {}
    for point in column:
        found[point] = y + extents[point] / 2
        y += extents[point]
    return found


def _place(
    columns: Columns, extents: Sequence[Mapping[str, float]], segments: Sequence[Segment]
) -> tuple[dict[str, float], ...]:
    """Return the middles, each as near to its neighbours' as its column allows."""
    limit = max(sum(column.values()) for column in extents)
    left, right = _neighbours(len(columns), segments)
    middles = [_stack(*pair, limit) for pair in zip(columns, extents, strict=True)]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 1
        for number in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
            beside = middles[number - 1 if forward else number + 1]
            met = (left if forward else right)[number]
            wished = {
                point: fmean(beside[other] for other in met[point]) if point in met else at
                for point, at in middles[number].items()
            }
            middles[number] = settle(wished, extents[number], limit)
    return tuple(middles)


def settle(
    wished: Mapping[str, float], extents: Mapping[str, float], limit: float
) -> dict[str, float]:
    """Return middles of stacked extents within 0 and ``limit``, nearest to those wished for.

    Least squares, a small extent (a lane) pulling harder than a large one; pools adjacent
    violators. The order of ``wished`` is kept.
    """
    offsets, bottom = dict[str, float](), 0.0
    for point in wished:
        offsets[point] = bottom + extents[point] / 2
        bottom += extents[point]
    pools: list[tuple[float, float, int]] = []
    for point, wish in wished.items():
        pull = 1.0 / extents[point]
        total, weight, size = (wish - offsets[point]) * pull, pull, 1
        while pools and pools[-1][0] / pools[-1][1] > total / weight:
            before = pools.pop()
            total, weight, size = total + before[0], weight + before[1], size + before[2]
        pools.append((total, weight, size))
    shifts = [total / weight for total, weight, size in pools for _ in range(size)]
    room = limit - bottom
    return {
        point: offset + min(max(shift, 0.0), room)
        for (point, offset), shift in zip(offsets.items(), shifts, strict=True)
    }
