"""Frequent itemsets, level by level over vertical bit sets."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np
import numpy.typing as npt

from mining.errors import ExplosionError, ThresholdError

_CELLS_AT_ONCE = 4_000_000
_TOLERANCE = 1e-9

Items = tuple[int, ...]
Bits = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Template:
    """Rules wanted: any number of items of ``body_type`` imply one of ``head_type``.

    The type of an item is what stands before its first colon: ``K`` of ``K:sql``.
    """

    body_type: str
    head_type: str

    def admits(self, types: Sequence[str]) -> bool:
        """Whether items of these types are a body, a head, or a body with its head."""
        others = [each for each in types if each != self.body_type]
        return not others or others == [self.head_type]

    def matches(self, body: Sequence[str], head: str) -> bool:
        """Whether a rule has the types wanted."""
        wanted = read_type(head) == self.head_type
        return wanted and all(read_type(item) == self.body_type for item in body)


@dataclass(frozen=True, slots=True)
class Frequency:
    """``count`` transactions hold an itemset; ``mass`` is the sum of their weights."""

    count: int
    mass: float


def find_itemsets(
    transactions: Sequence[Collection[str]],
    min_support: float,
    max_length: int = 4,
    templates: Sequence[Template] | None = None,
    weights: Sequence[float] | None = None,
    most_candidates: int = 1_000_000,
) -> dict[tuple[str, ...], Frequency]:
    r"""Return the itemsets that transactions of enough weight hold, by size, then items.

    .. math:: \mathrm{sup}(X) = \sum_{t \supseteq X} w_t \Big/ \sum_t w_t

    Args:
        transactions: an empty one counts in the total weight.
        min_support: least support, in (0, 1].
        max_length: most items of an itemset.
        templates: keep only what is a body, a head or both of one of these; None keeps all.
        weights: one a transaction, above 0; None weighs each 1.
        most_candidates: candidates of one size at which the search gives up.

    Raises:
        ExplosionError: more candidates than that; says which support would do.
        ThresholdError: weights that are not one above 0 for each transaction.

    Source:
        Agrawal and Srikant, "Fast algorithms for mining association rules", 1994.
    """
    names = sorted({item for transaction in transactions for item in transaction})
    types = [read_type(name) for name in names]
    weighing = check_weights(len(transactions), weights)
    search = _Search(types, templates, weighing, min_support, most_candidates)
    level = search.start(_list_bits(transactions, names))
    found: dict[tuple[str, ...], Frequency] = {}
    while level.sets:
        for items, count, mass in zip(level.sets, level.counts, level.masses, strict=True):
            found[tuple(names[item] for item in items)] = Frequency(count, mass)
        if len(level.sets[0]) == max_length:
            break
        level = search.grow(level)
    return found


def read_type(item: str) -> str:
    """Return what stands before the first colon of an item, the whole of it without one."""
    return item.partition(":")[0]


def check_weights(count: int, weights: Sequence[float] | None) -> Floats:
    """Return ``count`` weights, 1 each unless given.

    Raises:
        ThresholdError: not one weight above 0 for each.
    """
    weighing = np.ones(count) if weights is None else np.array(weights, dtype=np.float64)
    if weighing.shape != (count,) or not bool((weighing > 0).all()):
        raise ThresholdError(f"expected {count} weights above 0, found {weights}")
    return weighing


@dataclass(frozen=True, slots=True)
class _Level:
    """Itemsets of one size in order, with bits, counts and masses of their transactions."""

    sets: list[Items]
    bits: Bits
    counts: list[int]
    masses: list[float]


@dataclass(frozen=True, slots=True)
class _Search:
    """Finds one level from the one before; letters as in :func:`find_itemsets`."""

    types: Sequence[str]
    templates: Sequence[Template] | None
    weights: Floats
    min_support: float
    most_candidates: int

    def start(self, bits: Bits) -> _Level:
        rows = [row for row in range(len(bits)) if self._admits((row,))]
        return self._count([(row,) for row in rows], bits, rows, rows)

    def grow(self, level: _Level) -> _Level:
        """Join itemsets that differ in their last item; keep those without a rare part."""
        known = set(level.sets)
        sets: list[Items] = []
        left: list[int] = []
        right: list[int] = []
        for first, second in _list_pairs(level.sets):
            joined = (*level.sets[first], level.sets[second][-1])
            if self._admits(joined) and _has_all_parts(joined, known):
                sets.append(joined)
                left.append(first)
                right.append(second)
                if len(sets) > self.most_candidates:
                    raise ExplosionError(self._describe_explosion(level))
        return self._count(sets, level.bits, left, right)

    def _admits(self, items: Items) -> bool:
        types = [self.types[item] for item in items]
        return self.templates is None or any(each.admits(types) for each in self.templates)

    def _count(self, sets: list[Items], bits: Bits, left: list[int], right: list[int]) -> _Level:
        """Count the transactions two rows of bits share, and keep the frequent itemsets."""
        kept = _Level([], np.empty((0, bits.shape[1]), dtype=np.uint64), [], [])
        needed = float(self.weights.sum()) * (self.min_support - _TOLERANCE)
        uniform = bool((self.weights == 1).all())
        parts = [kept.bits]
        at_once = max(1, _CELLS_AT_ONCE // max(1, len(self.weights)))
        for start in range(0, len(sets), at_once):
            chunk = slice(start, start + at_once)
            shared = bits[left[chunk]] & bits[right[chunk]]
            counts = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
            masses = counts.astype(np.float64) if uniform else _weigh(shared, self.weights)
            frequent = np.flatnonzero(masses >= needed)
            kept.sets.extend(sets[start + row] for row in frequent.tolist())
            kept.counts.extend(counts[frequent].tolist())
            kept.masses.extend(masses[frequent].tolist())
            parts.append(shared[frequent])
        return _Level(kept.sets, np.concatenate(parts), kept.counts, kept.masses)

    def _describe_explosion(self, level: _Level) -> str:
        """Say how many candidates there may be, and from which support on they would fit."""
        size = len(level.sets[0]) + 1
        estimate = sum(1 for _ in _list_pairs(level.sets))
        fitting = max(1, int(len(level.sets) * (self.most_candidates / estimate) ** 0.5))
        supports = sorted(level.masses, reverse=True)
        support = max(supports[fitting - 1] / float(self.weights.sum()), 1.1 * self.min_support)
        return (
            f"expected at most {self.most_candidates} candidate itemsets of {size} items, "
            f"found up to {estimate} at minimum support {self.min_support:.4g}; "
            f"try {support:.4g} or a maximum length of {size - 1}"
        )


def _list_bits(transactions: Sequence[Collection[str]], names: list[str]) -> Bits:
    """Return ``(items, words)`` bits: which transactions hold each item."""
    rows = {name: row for row, name in enumerate(names)}
    width = -(-len(transactions) // 64) * 64
    holds = np.zeros((len(names), width), dtype=np.bool_)
    for column, transaction in enumerate(transactions):
        holds[[rows[item] for item in transaction], column] = True
    return np.packbits(holds, axis=1).view(np.uint64)


def _weigh(bits: Bits, weights: Floats) -> Floats:
    holds = np.unpackbits(bits.view(np.uint8), axis=1, count=len(weights))
    return holds @ weights


def _list_pairs(sets: list[Items]) -> Iterator[tuple[int, int]]:
    """Yield the positions of two itemsets that differ only in their last item."""
    for _, group in groupby(range(len(sets)), key=lambda position: sets[position][:-1]):
        yield from combinations(group, 2)


def _has_all_parts(items: Items, known: set[Items]) -> bool:
    """Whether the itemset without any one of its items is known; the last two are by its making."""
    return all(items[:i] + items[i + 1 :] in known for i in range(len(items) - 2))
