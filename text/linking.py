"""The ability that a phrase names: by a name of its own, else by the likeness of the letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from text.matching import Entry, drop_note
from text.normalise import CJK, normalise
from text.vectors import count, list_grams, shorten, weigh

LEAST, LOOK = 0.7, 0.6
"""The cosines from which a phrase is taken for a name, and from which a person had better look."""

_REMEMBERED = 200_000
_STEMS = re.compile(rf"(?<![a-z])([a-z]{{3,4}})|(?=([{CJK}]{{2}}))")
Vector = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Link:
    """What a phrase most likely names; ``score`` is 1 for a name itself, else the cosine."""

    id: str
    name: str
    score: float


class Linker:
    """Knows the names of abilities by their letters.

    A phrase that is a name, the note in brackets behind it left out, is that ability. Otherwise
    its trigrams and Chinese characters, weighed by how rare they are among the names, are compared
    with those of the names that share its rarest stem: what a phrase is about.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: (not entry.is_label, entry.id))
        self._exact: dict[str, Entry] = {}
        for entry in self._entries:
            self._exact.setdefault(normalise(entry.phrase), entry)
        for entry in self._entries:
            self._exact.setdefault(normalise(drop_note(entry.phrase)), entry)
        documents = [list_grams(entry.phrase) for entry in self._entries]
        known = sorted({gram for document in documents for gram in document})
        self._columns = {gram: column for column, gram in enumerate(known)}
        counts = count(documents)
        self._weights: Vector = np.append(weigh(counts), _weigh_unknown(len(documents)))
        counts.data = (1 + np.log(counts.data)) * self._weights[counts.indices]
        self._rows = shorten(counts)
        holders: dict[str, list[int]] = defaultdict(list)
        for row, entry in enumerate(self._entries):
            for stem in _list_stems(normalise(entry.phrase)):
                holders[stem].append(row)
        self._holders = {stem: np.array(rows) for stem, rows in holders.items()}
        self._met: dict[str, Link | None] = {}

    def link(self, phrases: Sequence[str]) -> list[Link | None]:
        """Return what is most like each phrase, None where nothing comes near :data:`LOOK`."""
        if len(self._met) > _REMEMBERED:
            self._met.clear()
        keys = [normalise(phrase) for phrase in phrases]
        self._met |= {key: self._find(key) for key in keys if key not in self._met}
        return [self._met[key] for key in keys]

    def _find(self, key: str) -> Link | None:
        if entry := self._exact.get(key):
            return Link(entry.id, entry.phrase, 1.0)
        return self._compare(key)

    def _compare(self, key: str) -> Link | None:
        """Return the nearest of the names that can be meant; of several the first label."""
        held = [self._holders[stem] for stem in _list_stems(key) if stem in self._holders]
        if not held:
            return None
        able = min(held, key=len)
        scores = self._multiply(able, *self._embed(key))
        best = int(scores.argmax())
        entry = self._entries[able[best]]
        return Link(entry.id, entry.phrase, float(scores[best])) if scores[best] >= LOOK else None

    def _multiply(self, able: Places, columns: list[int], values: Vector) -> Vector:
        """Return the cosines of some names; scipy takes ten times as long for so few."""
        query = np.zeros(len(self._weights))
        query[columns] = values
        starts = self._rows.indptr[able]
        sizes = self._rows.indptr[able + 1] - starts
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
        shares = self._rows.data[places] * query[self._rows.indices[places]]
        return np.asarray(np.add.reduceat(shares, ends - sizes), dtype=np.float64)

    def _embed(self, key: str) -> tuple[list[int], Vector]:
        """Return the grams of a key and its vector of length 1 over them."""
        unknown = len(self._columns)
        grams = Counter(self._columns.get(gram, unknown) for gram in list_grams(key))
        columns = list(grams)
        values = self._weights[columns] * (1 + np.log(list(grams.values())))
        return columns, values / (np.linalg.norm(values) or 1.0)


def _list_stems(key: str) -> list[str]:
    """Return the first four letters of each word, and the pairs of Chinese characters."""
    return [first or pair for first, pair in _STEMS.findall(key)]


def _weigh_unknown(names: int) -> float:
    """Return the weight of a gram that no name has: it makes a phrase less like every name."""
    return float(np.log(1 + names) + 1)
