"""Sequential patterns by prefix growth, many prefixes at a time over columns."""

from dataclasses import dataclass, field
from math import ceil

import numpy as np

from mining.errors import ThresholdError
from mining.histories import Histories, Ints
from mining.patterns import Patterns, grow_tree
from mining.successors import (
    CELLS_AT_ONCE,
    Events,
    Places,
    Successors,
    find_successors,
    keep_frequent,
)

LEAST_COUNT, LEAST_SHARE = 3, 0.02
MAX_LENGTH, MOST_PATTERNS = 5, 50_000


def choose_min_count(learners: int, share: float = LEAST_SHARE) -> int:
    """Return the least support in learners: that share of them, and 3 at the least.

    Raises:
        ThresholdError: a share outside (0, 1].
    """
    if not 0 < share <= 1:
        raise ThresholdError(f"minimum support: expected a share in (0, 1], found {share}")
    return max(LEAST_COUNT, ceil(share * learners - 1e-9))


def find_patterns(
    histories: Histories,
    min_count: int,
    max_length: int = MAX_LENGTH,
    max_gap: int | None = None,
    most: int = MOST_PATTERNS,
) -> Patterns:
    """Return the sequences of items that many learners did in that order.

    A pattern counts once a learner, however often it matches. Each prefix keeps, of every
    learner, the place where its first match ends; under a gap limit all such places, because a
    later match may go on where the first cannot. More than ``most`` patterns raise the minimum
    to the lowest that leaves no more than that.

    Args:
        histories: what is searched.
        min_count: least support in learners, see :func:`choose_min_count`.
        max_length: most items of a pattern.
        max_gap: most steps from one item of a match to the next, 1: directly after.
        most: most patterns.

    Raises:
        ThresholdError: an argument under 1.

    Source:
        Pei et al., "PrefixSpan: mining sequential patterns efficiently by prefix-projected
        pattern growth", 2001.
    """
    for name, value in (
        ("minimum support", min_count),
        ("longest pattern", max_length),
        ("gap", 1 if max_gap is None else max_gap),
        ("most patterns", most),
    ):
        if value < 1:
            raise ThresholdError(f"{name}: expected 1 or more, found {value}")
    found = _Found(min_count, most)
    events = keep_frequent(histories, min_count, max_gap)
    singles = found.add(events.names, np.full(events.names.size, -1), events.supports)
    if max_length > 1 and events.items.size:
        successors = find_successors(events, found.min_count, max_gap)
        search = _Search(events, successors, found, max_length, max_gap is not None)
        search.run(singles)
    return found.settle(histories.learners, max_gap)


@dataclass(slots=True)
class _Found:
    """Patterns as they are found; raises the minimum when there are too many."""

    min_count: int
    most: int
    total: int = 0
    items: list[Ints] = field(default_factory=list)
    parents: list[Ints] = field(default_factory=list)
    supports: list[Ints] = field(default_factory=list)

    def add(self, items: Ints, parents: Ints, supports: Ints) -> Ints:
        """Note patterns; return the number of each."""
        self.items.append(items)
        self.parents.append(parents)
        self.supports.append(supports)
        numbers = self.total + np.arange(items.size)
        self.total += items.size
        if self.total > self.most:
            self._raise()
        return numbers

    def _raise(self) -> None:
        supports = np.concatenate(self.supports)
        if np.count_nonzero(supports >= self.min_count) > self.most:
            at = supports.size - self.most - 1
            self.min_count = int(np.partition(supports, at)[at]) + 1

    def settle(self, learners: int, max_gap: int | None) -> Patterns:
        """Return what reaches the minimum."""
        items, parents, supports = (
            np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)
            for parts in (self.items, self.parents, self.supports)
        )
        kept = supports >= self.min_count  # a prefix has at least its pattern's support
        number = np.append(np.cumsum(kept) - 1, -1)
        tree = grow_tree(items[kept], number[parents[kept]], supports[kept])
        return Patterns(*tree, learners, self.min_count, max_gap)


@dataclass(frozen=True, slots=True)
class _Block:
    """Prefixes of one length, with the places where their matches end.

    Attributes:
        numbers: ``(P,)`` of the prefixes; ``items`` the last one of each, ``supports`` of each.
        prefixes: ``(R,)`` which of the P each place is of; ``places`` the places.
    """

    length: int
    numbers: Ints
    items: Ints
    supports: Ints
    prefixes: Places | Ints
    places: Places | Ints

    def select(self, wanted: Ints) -> "_Block":
        """Return these prefixes alone, ``wanted`` in their order."""
        number = np.full(self.numbers.size, -1)
        number[wanted] = np.arange(wanted.size)
        prefixes = number[self.prefixes]
        rows = prefixes >= 0
        own = (self.numbers[wanted], self.items[wanted], self.supports[wanted])
        return _Block(self.length, *own, prefixes[rows], self.places[rows])


@dataclass(frozen=True, slots=True)
class _Search:
    """Grows prefixes along the pairs; ``every`` keeps all places where matches end."""

    events: Events
    successors: Successors
    found: _Found
    max_length: int
    every: bool

    def run(self, singles: Ints) -> None:
        """Find all patterns of two items and more, depth first over blocks."""
        waiting = [self._start(singles)]
        while waiting:
            block = self._drop_rare(waiting.pop())
            if block.length == self.max_length or not block.numbers.size:
                continue
            parts = self._cut(block)
            waiting += [self._grow(block)] if len(parts) < 2 else parts

    def _start(self, singles: Ints) -> _Block:
        """Return the frequent pairs; without a gap limit their first matches are enough."""
        pairs, events = self.successors, self.events
        parents = np.repeat(singles, np.diff(pairs.offsets))
        numbers = self.found.add(events.names[pairs.seconds], parents, pairs.supports)
        firsts = np.repeat(np.arange(events.items.size), np.diff(pairs.heads))
        prefixes: Ints = pairs.offsets[events.items[firsts]] + pairs.ranks
        places: Places | Ints = pairs.places
        if self.every:
            prefixes, places = self._drop_doubles(prefixes, places)
        else:
            rows = events.previous[firsts] < 0
            prefixes, places = prefixes[rows], places[rows]
        return _Block(2, numbers, pairs.seconds, pairs.supports, prefixes, places)

    def _drop_rare(self, block: _Block) -> _Block:
        """Leave out what a raised minimum has made rare."""
        frequent = block.supports >= self.found.min_count
        return block if frequent.all() else block.select(np.flatnonzero(frequent))

    def _cut(self, block: _Block) -> list[_Block]:
        """Part the prefixes, so that what succeeds the places of a part fits into memory."""
        heads = self.successors.heads
        sizes = np.bincount(
            block.prefixes,
            heads[block.places + 1] - heads[block.places],
            minlength=block.numbers.size,
        )
        part = ((np.cumsum(sizes) - sizes) // CELLS_AT_ONCE).astype(np.int64)
        if block.numbers.size < 2 or part[-1] == part[0]:
            return [block]
        return [block.select(np.flatnonzero(part == each)) for each in np.unique(part)[::-1]]

    def _grow(self, block: _Block) -> _Block:
        """Return the frequent patterns with one item more than these prefixes have."""
        pairs = self.successors
        followers = np.diff(pairs.offsets)[block.items]
        offsets = np.concatenate(([0], np.cumsum(followers)))
        grown, places = self._join(block, offsets)
        supports = np.bincount(grown, minlength=int(offsets[-1]))
        if self.every or not self.events.single:
            rows = (supports >= self.found.min_count)[grown]  # no more learners than matches
            grown, places = self._drop_doubles(grown[rows], places[rows])
            supports = self._count_learners(grown, places, supports.size)
        frequent = supports >= self.found.min_count
        items, parents = self._describe(block, offsets, np.flatnonzero(frequent))
        numbers = self.found.add(
            self.events.names[items], block.numbers[parents], supports[frequent]
        )
        if block.length + 1 == self.max_length:
            grown = places = np.empty(0, dtype=np.int64)
        rows = frequent[grown]
        number = np.cumsum(frequent) - 1
        own = (numbers, items, supports[frequent])
        return _Block(block.length + 1, *own, number[grown[rows]], places[rows])

    def _join(self, block: _Block, offsets: Ints) -> tuple[Ints, Places | Ints]:
        """Return which longer pattern, and where it ends, for all that succeeds the places."""
        pairs = self.successors
        heads = pairs.heads[block.places]
        widths = pairs.heads[block.places + 1] - heads
        total = int(widths.sum())
        at = np.repeat(heads - (np.cumsum(widths) - widths), widths) + np.arange(total)
        return np.repeat(offsets[block.prefixes], widths) + pairs.ranks[at], pairs.places[at]

    def _describe(self, block: _Block, offsets: Ints, grown: Ints) -> tuple[Ints, Ints]:
        """Return the last item of longer patterns, and which prefix of the block each has."""
        parents = np.searchsorted(offsets, grown, side="right") - 1
        first = self.successors.offsets[block.items[parents]]
        return self.successors.seconds[first + grown - offsets[parents]], parents

    def _count_learners(self, grown: Ints, places: Places | Ints, size: int) -> Ints:
        """Count the learners of each pattern; all are sorted by pattern, then place."""
        learners = self.events.learners[places]
        fresh = np.ones(grown.size, dtype=np.bool_)
        fresh[1:] = (grown[1:] != grown[:-1]) | (learners[1:] != learners[:-1])
        return np.bincount(grown[fresh], minlength=size)

    def _drop_doubles(self, prefixes: Ints, places: Places | Ints) -> tuple[Ints, Ints]:
        """Return each place of a prefix once, by prefix, then place."""
        count = self.events.items.size
        packed = np.unique(prefixes * count + places)
        return packed // count, packed % count
