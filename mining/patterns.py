"""What many learners did in the same order, and what it says of the next step."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mining.histories import Histories

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
FADING = 0.85
_ARRAYS = ("items", "parents", "supports", "bounds")


@dataclass(frozen=True, slots=True)
class Patterns:
    """Frequent sequential patterns as a tree: a pattern is its parent and one item more.

    By length, then items in order, so that parents stand before their children.

    Attributes:
        items: ``(P,)`` the last item of each.
        parents: ``(P,)`` the pattern without it; -1 for single items.
        supports: ``(P,)`` learners whose sequence contains the pattern.
        bounds: ``(L + 1,)`` where the patterns of each length start, and P at the end.
        learners: those whose sequences were searched.
        min_count: least support in learners; above what was asked if there were too many.
        max_gap: most steps from one item of a match to the next; None: any.
    """

    items: Ints
    parents: Ints
    supports: Ints
    bounds: Ints
    learners: int
    min_count: int
    max_gap: int | None = None

    def __len__(self) -> int:
        return self.items.size

    def list_all(self) -> list[tuple[int, ...]]:
        """Return the items of every pattern."""
        found: list[tuple[int, ...]] = []
        for item, parent in zip(self.items.tolist(), self.parents.tolist(), strict=True):
            found.append((*found[parent], item) if parent >= 0 else (item,))
        return found

    def read(self, number: int) -> tuple[int, ...]:
        """Return the items of one pattern."""
        found: list[int] = []
        while number >= 0:
            found.append(int(self.items[number]))
            number = int(self.parents[number])
        return tuple(reversed(found))

    def pack(self) -> dict[str, npt.NDArray[np.int64]]:
        """Return everything as arrays, to be kept."""
        gap = -1 if self.max_gap is None else min(self.max_gap, np.iinfo(np.int64).max)
        told = [self.learners, self.min_count, gap]
        return {name: getattr(self, name) for name in _ARRAYS} | {"told": np.array(told)}


def unpack_patterns(arrays: Mapping[str, npt.NDArray[np.int64]]) -> Patterns:
    """Return what :meth:`Patterns.pack` made arrays of."""
    learners, min_count, gap = arrays["told"].tolist()
    items, parents, supports, bounds = (arrays[name] for name in _ARRAYS)
    limit = None if gap < 0 else int(gap)
    return Patterns(items, parents, supports, bounds, learners, min_count, limit)


def keep_common(patterns: Patterns, least: int) -> Patterns:
    """Return the patterns of so many learners; what they start with is among them."""
    kept = patterns.supports >= least
    before = np.concatenate(([0], np.cumsum(kept)))
    number = np.append(before[:-1], -1)  # the last one is the number of the parent -1
    bounds = np.unique(before[patterns.bounds])
    return replace(
        patterns,
        items=patterns.items[kept],
        parents=number[patterns.parents[kept]],
        supports=patterns.supports[kept],
        bounds=bounds,
        min_count=max(patterns.min_count, least),
    )


def grow_tree(items: Ints, parents: Ints, supports: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """Put patterns found in any order, parents before children, into that of :class:`Patterns`.

    Returns:
        Items, parents, supports and bounds.
    """
    lengths = np.zeros(items.size, dtype=np.int64)
    level, bounds, orders = np.flatnonzero(parents < 0), [0], list[Ints]()
    place = np.full(items.size + 1, -1)  # the last one is the place of the parent -1
    depth = 0
    while level.size:
        level = level[np.lexsort((items[level], place[parents[level]]))]
        place[level] = bounds[-1] + np.arange(level.size)
        orders.append(level)
        bounds.append(bounds[-1] + level.size)
        depth += 1
        lengths[level] = depth
        level = np.flatnonzero((parents >= 0) & (lengths == 0) & (lengths[parents] == depth))
    order = np.concatenate(orders) if orders else np.empty(0, dtype=np.int64)
    return items[order], place[parents[order]], supports[order], np.array(bounds)


def score_next(patterns: Patterns, history: Sequence[int] | Ints, count: int) -> Floats:
    r"""Return how much the patterns speak for each item as the next of a history.

    .. math:: \sum_{p = (q, a)} \frac{\mathrm{sup}(p)}{\mathrm{sup}(q)} \, |q| \, .85^d

    where d is how many items follow the last match of the prefix q.

    Args:
        patterns: prefixes that match no part of the history say nothing; under a gap limit
            also those whose last match the next item would be too far from.
        history: ``(H,)`` items so far.
        count: items there are; the result is ``(count,)``, 0 where nothing speaks for an item.
    """
    scores = np.zeros(count)
    for own, weights in _weigh_matches(patterns, np.asarray(history, dtype=np.int64)):
        scores += np.bincount(patterns.items[own], weights, minlength=count)[:count]
    return scores


def find_reason(patterns: Patterns, history: Sequence[int] | Ints, item: int) -> int | None:
    """Return the pattern that speaks most for an item as the next; None: none does."""
    best, reason = 0.0, None
    for own, weights in _weigh_matches(patterns, np.asarray(history, dtype=np.int64)):
        speaks = np.where(patterns.items[own] == item, weights, 0.0)
        if speaks.size and speaks.max() > best:
            best, reason = float(speaks.max()), int(own[np.argmax(speaks)])
    return reason


def choose_paths(
    patterns: Patterns,
    limit: int,
    least: int = 1,
    admits: Callable[[Sequence[int]], bool] = lambda _: True,
) -> list[int]:
    """Return the patterns that tell most about how learners go on, none part of another.

    Of two items and more and ``least`` learners, by learners times steps from item to item, and of
    those alone whose items ``admits`` lets through.
    """
    lengths = np.repeat(np.arange(1, patterns.bounds.size), np.diff(patterns.bounds))
    order = np.argsort(-patterns.supports * (lengths - 1), kind="stable")
    chosen: dict[int, tuple[int, ...]] = {}
    for number in order[(lengths[order] > 1) & (patterns.supports[order] >= least)].tolist():
        if len(chosen) == limit:
            break
        items = patterns.read(number)
        told = any(_is_part(items, each) or _is_part(each, items) for each in chosen.values())
        if not told and admits(items):
            chosen[number] = items
    return list(chosen)


def _is_part(items: Sequence[int], of: Sequence[int]) -> bool:
    rest = iter(of)
    return all(item in rest for item in items)


def count_support(histories: Histories, items: Sequence[int], max_gap: int | None = None) -> int:
    """Return how many learners have a sequence that contains these items in that order."""
    places = np.arange(histories.items.size)
    sequences = histories.sequences
    begins = histories.starts[sequences]
    ends = histories.items == items[0]
    for item in items[1:]:
        last = np.maximum.accumulate(np.where(ends, places, -1))
        before = np.concatenate(([-1], last[:-1]))[: places.size]
        ends = (before >= begins) & (histories.items == item)
        ends &= places - before <= (places.size if max_gap is None else max_gap)
    found = np.unique(sequences[ends])
    return np.unique(found if histories.owners is None else histories.owners[found]).size


def _weigh_matches(patterns: Patterns, past: Ints) -> Iterator[tuple[Ints, Floats]]:
    """Yield the patterns whose prefixes match a part of the past, and what each is worth."""
    if not past.size or not len(patterns):
        return
    ends, nodes = _match_first(patterns, past)
    for length, (start, stop) in enumerate(pairwise(patterns.bounds[1:].tolist()), start=2):
        rows = np.full(stop, -1)
        rows[nodes] = np.arange(nodes.size)
        own = np.arange(start, stop)
        own = own[rows[patterns.parents[own]] >= 0]
        above = ends[rows[patterns.parents[own]]]
        share = patterns.supports[own] / patterns.supports[patterns.parents[own]]
        yield own, share * (length - 1) * _fade(above, patterns.max_gap)
        ends = _match_more(above, patterns.items[own], past, patterns.max_gap)
        alive = ends.any(axis=1)
        ends, nodes = ends[alive], own[alive]


def _match_first(patterns: Patterns, past: Ints) -> tuple[Bools, Ints]:
    """Return where matches of single items end, ``(M, H)``, and which M patterns they are."""
    nodes = np.arange(patterns.bounds[1])
    ends = patterns.items[nodes, None] == past
    alive = ends.any(axis=1)
    return ends[alive], nodes[alive]


def _match_more(above: Bools, items: Ints, past: Ints, max_gap: int | None) -> Bools:
    """Return where matches end whose prefixes end at ``above``."""
    before = np.zeros_like(above)
    if max_gap is None:
        before[:, 1:] = np.logical_or.accumulate(above, axis=1)[:, :-1]
    else:
        for step in range(1, min(max_gap, past.size - 1) + 1):
            before[:, step:] |= above[:, :-step]
    found: Bools = np.logical_and(before, items[:, None] == past)
    return found


def _fade(ends: Bools, max_gap: int | None) -> Floats:
    """Return .85 to the power of the items after the last match; 0 beyond the gap."""
    distance = np.argmax(ends[:, ::-1], axis=1)
    weights = FADING**distance
    return weights if max_gap is None else np.where(distance < max_gap, weights, 0.0)
