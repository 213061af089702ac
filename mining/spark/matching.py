"""How often itemsets and patterns that are known occur."""

from collections.abc import Sequence
from itertools import takewhile, zip_longest

import numpy as np
import numpy.typing as npt

from mining.baskets import Baskets, Floats
from mining.histories import Histories, Ints
from mining.itemsets import Frequency

_ROWS_AT_ONCE, _SETS_AT_ONCE = 8192, 4096

Items = tuple[str, ...]


def count_itemsets(baskets: Baskets, wanted: Sequence[Items]) -> dict[Items, Frequency]:
    """Count the transactions that hold every item of each itemset."""
    if not wanted:
        return {}
    items = sorted({item for each in wanted for item in each})
    numbers = {item: number for number, item in enumerate(items)}
    padding = len(items)  # stands for an item that every transaction has
    columns = zip_longest(*[[numbers[i] for i in each] for each in wanted], fillvalue=padding)
    sets = np.array(list(columns), dtype=np.int64).T.reshape(len(wanted), -1)
    counts, masses = np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted))
    known = np.array([numbers.get(name, -1) for name in baskets.names], dtype=np.int64)
    for first in range(0, baskets.count, _ROWS_AT_ONCE):
        bits = _hold(baskets, known, padding, first)
        weights = baskets.weights[first : first + _ROWS_AT_ONCE]
        for start in range(0, len(sets), _SETS_AT_ONCE):
            chunk = slice(start, start + _SETS_AT_ONCE)
            shared = np.bitwise_and.reduce(bits[sets[chunk]], axis=1)
            held = np.bitwise_count(shared).sum(axis=1, dtype=np.int64)
            counts[chunk] += held
            masses[chunk] += held if (weights == 1).all() else _weigh(shared, weights)
    pairs = zip(counts.tolist(), masses.tolist(), strict=True)
    return {each: Frequency(*pair) for each, pair in zip(wanted, pairs, strict=True)}


def _hold(baskets: Baskets, known: Ints, padding: int, first: int) -> npt.NDArray[np.uint8]:
    """Return bits: which of some transactions hold each item that is wanted; a last row of ones."""
    starts = baskets.starts[first : first + _ROWS_AT_ONCE + 1]
    rows = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    items = known[baskets.items[starts[0] : starts[-1]]]
    holds = np.zeros((padding + 1, len(starts) - 1), dtype=np.bool_)
    holds[items[items >= 0], rows[items >= 0]] = True
    holds[padding] = True
    return np.packbits(holds, axis=1)


def _weigh(bits: npt.NDArray[np.uint8], weights: Floats) -> Floats:
    return np.unpackbits(bits, axis=1, count=len(weights)) @ weights


def count_patterns(
    histories: Histories, patterns: Sequence[tuple[int, ...]], max_gap: int | None = None
) -> list[int]:
    """Return in how many learners' histories each pattern occurs, as ``find_patterns`` counts.

    Every place where a match ends is kept; a longer match ends at the next item of the pattern
    if the nearest such place before it is in the same sequence and not too far.
    """
    order = np.argsort(histories.items, kind="stable")
    names = histories.items[order]
    sequences = histories.sequences
    owners = sequences if histories.owners is None else histories.owners[sequences]
    supports = dict[tuple[int, ...], int]()
    stack: list[tuple[int, Ints]] = []  # of the pattern before: its items, and where each ends
    for pattern in sorted(set(patterns)):
        shared = takewhile(lambda pair: pair[0][0] == pair[1], zip(stack, pattern, strict=False))
        del stack[len(list(shared)) :]
        for item in pattern[len(stack) :]:
            places = order[slice(*np.searchsorted(names, [item, item + 1]))]
            if stack:
                places = _go_on(stack[-1][1], places, sequences, max_gap)
            stack.append((item, places))
        supports[pattern] = np.unique(owners[stack[-1][1]]).size
    return [supports[pattern] for pattern in patterns]


def _go_on(ends: Ints, places: Ints, sequences: Ints, max_gap: int | None) -> Ints:
    """Return the places, ascending as the ends are, that a match can go on to."""
    before = np.searchsorted(ends, places) - 1
    places, before = places[before >= 0], before[before >= 0]
    nearest = ends[before]
    right = sequences[nearest] == sequences[places]
    if max_gap is not None:
        right &= places - nearest <= max_gap
    return np.asarray(places[right])
