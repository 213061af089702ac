"""Which learners' histories contain a pattern, for patterns that are known."""

from collections.abc import Sequence
from itertools import takewhile

import numpy as np

from mining.histories import Histories, Ints


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
