"""What follows what in histories: the pairs that sequential patterns grow along."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mining.errors import ExplosionError
from mining.histories import Histories, Ints

CELLS_AT_ONCE = 1 << 22
_MOST_ITEMS = 8_192
Places = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Events:
    """The events with frequent items, without the others.

    Attributes:
        items: ``(N,)`` numbers below I, without holes.
        names: ``(I,)`` the items they stand for.
        supports: ``(I,)`` learners with each.
        learners: ``(N,)`` whose each event is.
        previous: ``(N,)`` place of the last event with that item before in its sequence; else -1.
        stops: ``(N,)`` place behind the last event within reach.
        single: every learner has one sequence.
    """

    items: Places
    names: Ints
    supports: Ints
    learners: Places
    previous: Places
    stops: Places
    single: bool


@dataclass(frozen=True, slots=True)
class Successors:
    """The frequent pairs, and where each event goes on to the second of one.

    Attributes:
        supports: ``(Q,)`` learners with each frequent pair, by first and second item.
        seconds: ``(Q,)`` the second item of each.
        offsets: ``(I + 1,)`` where the pairs with each first item start.
        heads: ``(N + 1,)`` where the successors of each event start.
        places: ``(M,)`` the events that succeed; ``ranks`` which pair of its first item this is.
    """

    supports: Ints
    seconds: Ints
    offsets: Ints
    heads: Ints
    places: Places
    ranks: Places


def keep_frequent(histories: Histories, min_count: int, max_gap: int | None) -> Events:
    """Return the events whose item ``min_count`` learners or more have."""
    items, sequences = histories.items, histories.sequences
    single = histories.owners is None
    learners = sequences if histories.owners is None else histories.owners[sequences]
    previous = _find_previous(items, sequences)
    first = previous < 0
    most = int(items.max(initial=-1)) + 1
    supports = count_learners(items[first], learners[first], most, single=single)
    frequent = supports >= min_count
    kept = np.flatnonzero(frequent[items]) if items.size else items
    number, place = np.cumsum(frequent) - 1, np.full(items.size + 1, -1)
    place[kept] = np.arange(kept.size)
    ends = np.searchsorted(kept, histories.starts[1:])[sequences[kept]]
    if max_gap is not None:
        widest = min(max_gap, histories.items.size)  # what is wider than all is any gap
        ends = np.minimum(ends, np.searchsorted(kept, kept + widest, side="right"))
    return Events(
        number[items[kept]].astype(np.int32),
        np.flatnonzero(frequent),
        supports[frequent],
        learners[kept].astype(np.int32),
        place[previous[kept]].astype(np.int32),
        ends.astype(np.int32),
        single,
    )


def find_successors(events: Events, min_count: int, max_gap: int | None) -> Successors:
    """Return the pairs that ``min_count`` learners or more have, and where.

    Without a gap limit only the first event with an item succeeds another.

    Raises:
        ExplosionError: so many frequent items that their pairs cannot be counted.
    """
    count = events.names.size
    if count > _MOST_ITEMS:
        raise ExplosionError(_describe_explosion(events, min_count))
    parts = _Parts(events, distinct=max_gap is None)
    supports = sum((parts.count(*part) for part in parts), np.zeros(count * count, dtype=np.int64))
    frequent = supports >= min_count
    table = frequent.reshape(count, count)
    ranks = np.where(frequent, np.cumsum(table, axis=1, dtype=np.int32).ravel() - 1, -1)
    firsts, places, kept_ranks = parts.keep(ranks.astype(np.int32))
    offsets = np.concatenate(([0], np.cumsum(table.sum(axis=1))))
    heads = np.concatenate(([0], np.cumsum(np.bincount(firsts, minlength=events.items.size))))
    return Successors(supports[frequent], np.nonzero(table)[1], offsets, heads, places, kept_ranks)


@dataclass(slots=True)
class _Parts:
    """Events and those within their reach, so many at once as memory is meant for."""

    events: Events
    distinct: bool
    held: tuple[Places, Places, Places] | None = None

    def __iter__(self) -> Iterator[tuple[Places, Places, Places]]:
        """Yield first places, second places and the number of the pair of items."""
        if self.held is not None:
            yield self.held
            return
        learners = self.events.learners
        widths = self.events.stops - np.arange(learners.size) - 1
        full = np.arange(CELLS_AT_ONCE, int(widths.sum()), CELLS_AT_ONCE)
        cuts = np.searchsorted(learners, learners[np.searchsorted(np.cumsum(widths), full)])
        bounds = np.unique(np.concatenate(([0], cuts, [widths.size]))).tolist()
        for start, stop in pairwise(bounds):
            part = self._join(start, widths[start:stop])
            self.held = part if len(bounds) == 2 else None
            yield part

    def _join(self, start: int, widths: Ints) -> tuple[Places, Places, Places]:
        own = np.arange(start, start + widths.size, dtype=np.int32)
        shift = (own + 1 - (np.cumsum(widths) - widths)).astype(np.int32)
        firsts: Places = np.repeat(own, widths)
        steps: Places = np.arange(firsts.size, dtype=np.int32)
        seconds: Places = np.add(np.repeat(shift, widths), steps)
        if self.distinct:
            fresh = self.events.previous[seconds] <= firsts
            firsts, seconds = firsts[fresh], seconds[fresh]
        items, count = self.events.items, self.events.names.size
        pairs: Places = items[firsts] * np.int32(count) + items[seconds]
        return firsts, seconds, pairs

    def count(self, firsts: Places, _: Places, pairs: Places) -> Ints:
        """Return how many learners have each pair; all of a learner's events are in one part."""
        size = self.events.names.size**2
        rows = self.events.previous[firsts] < 0 if self.distinct else slice(None)
        alone = self.distinct and self.events.single
        return count_learners(pairs[rows], self.events.learners[firsts[rows]], size, single=alone)

    def keep(self, ranks: Places) -> tuple[Places, Places, Places]:
        """Return first and second places of the pairs with a rank, and the rank."""
        found = []
        for firsts, seconds, pairs in self:
            each = ranks[pairs]
            kept = each >= 0
            found.append((firsts[kept], seconds[kept], each[kept]))
        if not found:
            nothing = np.empty(0, dtype=np.int32)
            return nothing, nothing, nothing
        first, second, rank = (np.concatenate(column) for column in zip(*found, strict=True))
        return first, second, rank


def count_learners(
    groups: Places | Ints, learners: Places | Ints, size: int, *, single: bool
) -> Ints:
    """Return how many learners each of ``size`` groups has; ``single``: no pair comes twice."""
    if single:
        return np.bincount(groups, minlength=size)
    most = int(learners.max(initial=0)) + 1
    packed = np.unique(groups.astype(np.int64) * most + learners)
    return np.bincount(packed // most, minlength=size)


def _find_previous(items: Ints, sequences: Ints) -> Ints:
    small = items.astype(np.uint16) if int(items.max(initial=0)) < 1 << 16 else items
    order = np.argsort(small, kind="stable")  # 16 bits are sorted in linear time
    again = (items[order[1:]] == items[order[:-1]]) & (
        sequences[order[1:]] == sequences[order[:-1]]
    )
    previous = np.full(items.size, -1)
    previous[order[1:][again]] = order[:-1][again]
    return previous


def _describe_explosion(events: Events, min_count: int) -> str:
    enough = int(np.sort(events.supports)[-_MOST_ITEMS]) + 1
    return (
        f"expected at most {_MOST_ITEMS} frequent items, found {events.names.size} with a minimum "
        f"support of {min_count} learners; {enough} would do"
    )
