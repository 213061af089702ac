"""Texts that say nearly the same, found by 64-bit fingerprints. Pure.

The fingerprint sums, bit by bit, the hashes of all shingles of three words (Chinese: of three
characters), so that the distance of two fingerprints grows with the share of shingles that differ.

Source:
    Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002; with the
    distance of three bits of Manku, Jain, Das Sarma, "Detecting near-duplicates for web crawling",
    WWW 2007.
"""

import hashlib
import re
from collections import defaultdict

import numpy as np

from text.normalise import CJK, normalise

DISTANCE = 3
"""Texts whose fingerprints differ in at most so many bits say nearly the same."""

_BITS = 64
_BANDS = DISTANCE + 1  # of as many bands one is equal when no more than DISTANCE bits differ
_WIDTH = _BITS // _BANDS
_WORDS = 3
_WORD = re.compile(rf"[{CJK}]|(?:(?![{CJK}])\w)+")


def shingle(text: str) -> frozenset[str]:
    """Return the runs of three words, a Chinese character counting as one.

    A text of one or two words is its own and only shingle; one without words has none.
    """
    words = _WORD.findall(normalise(text))
    last = max(1, len(words) - _WORDS + 1)
    return frozenset(" ".join(words[i : i + _WORDS]) for i in range(last) if words)


def fingerprint(text: str) -> int:
    """Return the 64-bit SimHash of a text; 0 for one without words."""
    digests = b"".join(
        hashlib.blake2b(each.encode(errors="replace"), digest_size=_BITS // 8).digest()
        for each in shingle(text)
    )
    bits = np.unpackbits(np.frombuffer(digests, np.uint8)).reshape(-1, _BITS)
    return int.from_bytes(np.packbits(2 * bits.sum(0, dtype=np.int64) > len(bits)).tobytes(), "big")


def measure_distance(one: int, other: int) -> int:
    """Return the number of bits in which two fingerprints differ."""
    return (one ^ other).bit_count()


class Neighbours:
    """Fingerprints by their bands: what is near is found without a look at all the others."""

    def __init__(self) -> None:
        self._bands: defaultdict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)

    def add(self, key: str, of: int) -> None:
        """Remember a fingerprint under a key."""
        for band in _cut(of):
            self._bands[band].append((of, key))

    def find(self, near: int) -> list[str]:
        """Return the keys within the distance, the nearest first, then by key."""
        found = {
            (measure_distance(near, of), key)
            for band in _cut(near)
            for of, key in self._bands[band]
        }
        return [key for distance, key in sorted(found) if distance <= DISTANCE]


def _cut(whole: int) -> list[tuple[int, int]]:
    return [(i, whole >> (i * _WIDTH) & (1 << _WIDTH) - 1) for i in range(_BANDS)]
