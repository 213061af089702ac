"""Where a search starts: one class of all items, or each item's baskets as classes of their own.

Short baskets of many items are projected: the class of an item holds bits for its own baskets
alone, which are few. Dense baskets are not: bits for all of them cost less than their pairs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from mining.baskets import Counts, Floats, Rows
from mining.classes import Bits, Classes, Extensions, Kinds, Marks, serve
from mining.ranks import Floor, Ranked

_PAIRS_AT_ONCE = 1 << 18
_COUNTERS_AT_ONCE = 1 << 20
_MOST_GAPS = 16
_MOST_ITEMS = 8_192
_BYTES_AT_ONCE = 1 << 26
_PAIR_COST, _WORD_COST = 15.0, 1.5
"""Nanoseconds to place one pair of a basket, and to intersect one word."""


def is_dense(ranked: Ranked) -> bool:
    """Whether bits for all baskets cost less than every pair of every basket."""
    lengths = np.diff(ranked.starts).astype(np.float64)
    pairs = float((lengths * (lengths - 1)).sum()) / 2
    items = float(len(ranked.counts))
    words = items * items / 2 * (len(lengths) / 64 + 1)
    return pairs * _PAIR_COST > words * _WORD_COST


def pack_rows(ranked: Ranked) -> Extensions:
    """Return every rank as a row over all baskets, of one class."""
    count = len(ranked.weights)
    width = max(1, -(-count // 64)) * 64
    baskets = np.repeat(np.arange(count), np.diff(ranked.starts))
    items = len(ranked.counts)
    bits = np.zeros((items, width // 64), dtype=np.uint64)
    order = np.argsort(ranked.items, kind="stable")
    ends = np.cumsum(ranked.counts)
    at_once = max(1, _BYTES_AT_ONCE // width)
    for low in range(0, items, at_once):
        high = min(items, low + at_once)
        entries = order[(ends[low - 1] if low else 0) : ends[high - 1]]
        holds = np.zeros((high - low, width), dtype=np.bool_)
        holds[ranked.items[entries] - low, baskets[entries]] = True
        bits[low:high] = np.packbits(holds, axis=1).view(np.uint64)
    owner = np.zeros(items, dtype=np.int64)
    ranks = np.arange(items, dtype=np.int32)
    return Extensions(bits, owner, ranks, ranked.counts, ranked.masses)


@dataclass(frozen=True, slots=True)
class Projection:
    """Classes of single items with their rows, and the weights of their baskets."""

    classes: Classes
    rows: Extensions
    weights: Floats | None


@dataclass(frozen=True, slots=True)
class Layout:
    """Entries of ranked baskets by item, then basket.

    Attributes:
        order: ``(E,)`` where each stands among the baskets' entries.
        later: ``(E,)`` how many entries of its basket follow.
        baskets: ``(E,)`` its basket, by where it stands.
        first: ``(M + 1,)`` the first entry of each rank.
        before: ``(M + 1,)`` pairs that begin with a lower rank.
        words: ``(M,)`` words that hold a bit for every basket of a rank.
    """

    order: Rows
    later: Rows
    baskets: Rows
    first: Counts
    before: Counts
    words: Counts

    @staticmethod
    def of(ranked: Ranked) -> "Layout":
        """Lay ranked baskets out."""
        lengths = np.diff(ranked.starts)
        typed = ranked.items.astype(_choose_type(len(ranked.counts)))
        order = np.argsort(typed, kind="stable").astype(np.int32)
        ends = np.repeat(ranked.starts[1:], lengths).astype(np.int32)
        later = ends[order] - order - 1
        steps = np.concatenate([[0], np.cumsum(later, dtype=np.int64)])
        first = np.concatenate([[0], np.cumsum(ranked.counts)])
        baskets = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        return Layout(order, later, baskets, first, steps[first], (ranked.counts + 63) // 64)

    def cut(self, high: int) -> int:
        """Return the lowest rank of a batch: few pairs, few counters, and rows of like width."""
        pairs = np.searchsorted(self.before, self.before[high] - _PAIRS_AT_ONCE)
        width = np.searchsorted(self.words, int(self.words[high - 1] / 1.5) - 2)
        few = len(self.words) > _MOST_ITEMS  # then pairs are numbered, not counted in a table
        counters = 0 if few else high - max(1, _COUNTERS_AT_ONCE // len(self.words))
        return min(high - 1, max(int(pairs), int(width), counters))

    def list_entries(self, low: int, high: int) -> "_Entries":
        """Return the entries of the ranks from ``low`` on, before ``high``."""
        first = self.first[low : high + 1]
        span = slice(int(first[0]), int(first[-1]))
        later = self.later[span]
        most = int(later.max(initial=0))
        order = np.argsort((most - later).astype(_choose_type(most)), kind="stable")
        sizes = np.diff(first)
        owner = np.repeat(np.arange(high - low, dtype=np.int32), sizes)
        positions = np.arange(span.stop - span.start) - np.repeat(first[:-1] - first[0], sizes)
        reach = len(later) - np.cumsum(np.bincount(later, minlength=most))[:most]
        at = self.order[span][order].astype(np.int64)
        return _Entries(at, owner[order], positions[order], reach.tolist())


@dataclass(frozen=True, slots=True)
class Projector:
    """Projects baskets on their items, the most frequent first, a batch of items at once.

    Attributes:
        kinds: which templates each rank may serve; None for all.
        pairs: ``(M, M)`` whether two ranks are frequent together, as far as projected; None for
            more items than memory should hold.
    """

    ranked: Ranked
    floor: Floor
    kinds: Kinds | None
    pairs: Marks | None
    layout: Layout

    @staticmethod
    def of(ranked: Ranked, floor: Floor, kinds: Kinds | None) -> "Projector":
        """Prepare to project ranked baskets."""
        items = len(ranked.counts)
        pairs = np.zeros((items, items), dtype=np.bool_) if items <= _MOST_ITEMS else None
        return Projector(ranked, floor, kinds, pairs, Layout.of(ranked))

    def project(self, singles: Classes, *, bits: bool) -> Iterator[Projection]:
        """Yield the classes of all items; rows without ``bits`` have their counts alone."""
        high = len(self.ranked.counts)
        while high:
            low = self.layout.cut(high)
            entries = self.layout.list_entries(low, high)
            width = int(self.layout.words[high - 1]) if bits else 0
            classes = singles.take(slice(low, high))
            yield self._project(classes, entries, low, width)
            high = low

    def _project(self, classes: Classes, entries: "_Entries", low: int, width: int) -> Projection:
        items = len(self.ranked.counts)
        codes = entries.list_codes(self.ranked.items, items)
        keys, codes = _number(codes, len(classes.counts) * items)
        counts = np.bincount(codes)
        found = np.flatnonzero(counts >= self.floor.count)
        masses = self._weigh(codes, counts[found], entries, found)
        heavy = self.floor.admits(masses, counts[found])
        found, masses = found[heavy], masses[heavy]
        cells = found if keys is None else keys[found]
        owner, ranks = cells // items, (cells % items).astype(np.int32)
        if self.kinds is not None:
            body, head = serve(classes, owner, ranks, self.kinds)
            wanted = (body | head) != 0
            found, owner, ranks = found[wanted], owner[wanted], ranks[wanted]
            masses = masses[wanted]
        if self.pairs is not None:
            self.pairs[owner + low, ranks] = True
        packed = _pack(codes, found, entries, (len(counts), width))
        rows = Extensions(packed, owner, ranks, counts[found], masses)
        roots = np.arange(len(classes.counts))
        spread = self._spread(entries, (len(roots), width * 64))
        return Projection(replace(classes, root=roots), rows, spread)

    def _weigh(self, codes: Counts, counts: Counts, entries: "_Entries", found: Counts) -> Floats:
        if self.floor.even is not None:
            return np.asarray(counts * self.floor.even, dtype=np.float64)
        weights = self.ranked.weights[self.layout.baskets[entries.at]]
        each = np.empty(len(codes))
        for start, count in entries.list_steps():
            each[start : start + count] = weights[:count]
        sums = np.bincount(codes, weights=each)[found]
        return np.asarray(sums, dtype=np.float64)

    def _spread(self, entries: "_Entries", shape: tuple[int, int]) -> Floats | None:
        if self.floor.even is not None or not shape[1]:
            return None
        spread = np.zeros(shape)
        baskets = self.layout.baskets[entries.at]
        spread[entries.owner, entries.positions] = self.ranked.weights[baskets]
        return spread


@dataclass(frozen=True, slots=True)
class _Entries:
    """Entries of a batch's items, those with most later entries in their basket first.

    Attributes:
        at: ``(n,)`` where each stands among all entries.
        owner: ``(n,)`` its item, counted from the batch's first.
        positions: ``(n,)`` its basket among those of the item.
        reach: how many entries have a 1st, 2nd, ... later entry in their basket.
    """

    at: Counts
    owner: Rows
    positions: Counts
    reach: list[int]

    def list_steps(self) -> Iterator[tuple[int, int]]:
        """Yield where the pairs of each distance start, and how many there are."""
        start = 0
        for count in self.reach:
            yield start, count
            start += count

    def list_codes(self, items: Rows, count: int) -> Counts:
        """Return ``owner * count`` plus the later item, of every entry with every later one."""
        codes = np.empty(sum(self.reach), dtype=np.int64)
        base = self.owner * np.int64(count)
        at, later = self.at.copy(), np.empty(len(self.at), dtype=np.int32)
        for start, size in self.list_steps():
            at[:size] += 1
            np.take(items, at[:size], out=later[:size], mode="clip")  # without a second buffer
            np.add(later[:size], base[:size], out=codes[start : start + size])
        return codes


def _number(codes: Counts, cells: int) -> tuple[Counts | None, Counts]:
    """Return the codes numbered without gaps where most would be gaps, and what they stand for."""
    if cells <= _MOST_GAPS * len(codes):
        return None, codes
    keys, numbers = np.unique(codes, return_inverse=True)
    return keys, numbers


def _pack(codes: Counts, found: Counts, entries: _Entries, shape: tuple[int, int]) -> Bits:
    """Return a row of bits for each code found; what is rare goes to a row that is dropped."""
    cells, words = shape
    if not words:
        return np.empty((len(found), 0), dtype=np.uint64)
    row = words * 64
    base = np.full(cells, len(found) * row, dtype=np.int64)
    base[found] = np.arange(len(found)) * row
    places = np.empty(len(codes), dtype=np.int64)
    np.take(base, codes, out=places, mode="clip")
    for start, count in entries.list_steps():
        places[start : start + count] += entries.positions[:count]
    holds = np.zeros((len(found) + 1) * row, dtype=np.bool_)
    holds[places] = True
    return np.packbits(holds[: len(found) * row]).view(np.uint64).reshape(-1, words)


def _choose_type(most: int) -> type[np.int16 | np.int32]:
    """Return the type that sorts fastest: numpy sorts 16 bits by their digits."""
    return np.int16 if most < 2**15 else np.int32
