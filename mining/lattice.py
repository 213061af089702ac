"""The search for frequent itemsets: classes of rows, many at once, depth first."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mining.baskets import Counts, Floats
from mining.classes import (
    Bits,
    Classes,
    Extensions,
    Kinds,
    Marks,
    absorb,
    count_pairs,
    open_classes,
    pair_rows,
    serve,
)
from mining.findings import Findings
from mining.ranks import Floor

_WORDS_AT_ONCE = 1 << 15
"""Words that are intersected in one call: 256 kB, which a core's own cache holds."""

_WORDS_A_BLOCK = 1 << 22
"""Words that the candidates of one block have at most: 32 MB if all were frequent."""

_WORDS_A_CANDIDATE = 16
"""Words that go with the bits of a candidate: which it is, what it is made of, its counts."""


@dataclass(frozen=True, slots=True)
class Beam:
    """Follow at most ``width`` branches of a block, chosen by chance, each for several."""

    width: int
    rng: np.random.Generator


@dataclass(frozen=True, slots=True)
class _Block:
    """Classes with their rows, which stand for ``scale`` times as many."""

    classes: Classes
    rows: Extensions
    scale: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """How to search below a block of classes.

    Attributes:
        floor: what is frequent.
        max_length: most items of an itemset.
        kinds: which templates each rank may serve.
        typed: whether there are templates; without, perfect extensions are free.
        pairs: ``(M, M)`` whether the lower and the higher rank are frequent together; or None.
        weights: ``(roots, 64 W)`` of the transactions that bits stand for; None where all weigh
            the same.
    """

    floor: Floor
    max_length: int
    kinds: Kinds
    typed: bool
    pairs: Marks | None
    weights: Floats | None

    def search(
        self, classes: Classes, rows: Extensions, findings: Findings, beam: Beam | None = None
    ) -> None:
        """Find every frequent itemset that begins with one of the classes.

        With a beam, what is found is an unbiased estimate of how many there are.

        Raises:
            OverflowingError: more than the findings take.
        """
        pending = self._enter(_Block(classes, rows, 1.0), findings, beam)
        while pending:
            opened, rows, heads, scale = pending.pop()  # joined only now: few rows are held at once
            block = _Block(opened.take(heads), self._join(opened, rows, heads), scale)
            pending += self._enter(block, findings, beam)

    def _enter(
        self, block: "_Block", findings: Findings, beam: Beam | None
    ) -> list[tuple[Classes, Extensions, Counts, float]]:
        """Add a block's itemsets; return what to join next: classes, rows, which, for how many."""
        classes, rows = block.classes, block.rows
        if not self.typed:
            classes, rows = absorb(classes, rows)
        findings.add(classes, block.scale)
        opened = open_classes(classes, rows, self.kinds)
        if opened.prefix.shape[1] >= self.max_length:
            findings.add(opened, block.scale)
            return []
        cuts = _cut(rows, beam)
        return [(opened, rows, heads, block.scale * share) for heads, share in cuts]

    def _join(self, opened: Classes, rows: Extensions, heads: Counts) -> Extensions:
        """Return the frequent rows of the classes that some of the rows open."""
        left, right = pair_rows(rows.owner, heads)
        left, right = self._prune(opened, rows, left, right)
        bits, counts, masses, kept = self._intersect(opened, rows, left, right)
        owner = np.searchsorted(heads, left[kept])
        return Extensions(bits, owner, rows.items[right[kept]], counts, masses)

    def _prune(
        self, opened: Classes, rows: Extensions, left: Counts, right: Counts
    ) -> tuple[Counts, Counts]:
        """Drop candidates whose last two items are rare together, or that no template wants."""
        if self.pairs is not None:
            known = self.pairs[rows.items[left], rows.items[right]]
            left, right = left[known], right[known]
        if self.typed:
            body, head = serve(opened, left, rows.items[right], self.kinds)
            wanted = (body | head) != 0
            left, right = left[wanted], right[wanted]
        return left, right

    def _intersect(
        self, opened: Classes, rows: Extensions, left: Counts, right: Counts
    ) -> tuple[Bits, Counts, Floats, Counts]:
        """Return bits, counts, masses and positions of the candidates that are frequent."""
        at_once = max(1, _WORDS_AT_ONCE // max(1, rows.bits.shape[1]))
        parts = [(rows.bits[:0], rows.counts[:0], rows.masses[:0], left[:0])]
        for start in range(0, len(left), at_once):
            chunk = slice(start, start + at_once)
            shared = rows.bits[left[chunk]]
            shared &= rows.bits[right[chunk]]
            counts = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
            kept = np.flatnonzero(counts >= self.floor.count)
            shared, counts = shared[kept], counts[kept]
            masses = self._weigh(shared, counts, opened.root[left[chunk][kept]])
            if self.floor.even is None:
                heavy = masses >= self.floor.mass
                kept, shared, counts = kept[heavy], shared[heavy], counts[heavy]
                masses = masses[heavy]
            parts.append((shared, counts, masses, kept + start))
        bits, counts, masses, kept = (np.concatenate(each) for each in zip(*parts, strict=True))
        return bits, counts, masses, kept

    def _weigh(self, bits: Bits, counts: Counts, root: Counts) -> Floats:
        if self.floor.even is not None or self.weights is None:
            return np.asarray(counts * (self.floor.even or 1.0), dtype=np.float64)
        return sum_weights(bits, self.weights, root)


def sum_weights(bits: Bits, weights: Floats, root: Counts) -> Floats:
    """Return ``(R,)`` sums of the weights that rows of bits mark; ``root`` chooses their row."""
    sums = np.empty(len(bits))
    at_once = max(1, 4_000_000 // max(1, weights.shape[1]))
    for start in range(0, len(bits), at_once):
        chunk = slice(start, start + at_once)
        marked = np.unpackbits(bits[chunk].view(np.uint8), axis=1)
        sums[chunk] = np.einsum("ij,ij->i", marked, weights[root[chunk]])
    return sums


def _cut(rows: Extensions, beam: Beam | None) -> Iterator[tuple[Counts, float]]:
    """Yield rows whose classes are searched at once, and for how many rows each stands."""
    count = len(rows.owner)
    if beam and count > beam.width:
        chosen = np.sort(beam.rng.choice(count, beam.width, replace=False))
        yield chosen, count / beam.width
        return
    words = np.cumsum(count_pairs(rows.owner) * (rows.bits.shape[1] + _WORDS_A_CANDIDATE))
    low = 0
    while low < count:
        before = int(words[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(words, before + _WORDS_A_BLOCK, side="right")))
        yield np.arange(low, high), 1.0
        low = high
