"""The ability that a phrase names: by a name of its own, else by the likeness of the letters."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from text.matching import Entry, drop_note
from text.normalise import CJK, normalise
from text.vectors import count, list_grams, shorten, weigh

LEAST, LOOK = 0.8, 0.6
"""The cosines from which a phrase is taken for a name, and from which a person had better look."""

_REMEMBERED, _AT_ONCE = 200_000, 64
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
        new = [key for key in dict.fromkeys(keys) if key not in self._met]
        for start in range(0, len(new), _AT_ONCE):
            part = new[start : start + _AT_ONCE]
            self._met |= dict.fromkeys(part) | self._compare(part) | self._find_exact(part)
        return [self._met[key] for key in keys]

    def _find_exact(self, keys: Sequence[str]) -> dict[str, Link]:
        entries = {key: self._exact[key] for key in keys if key in self._exact}
        return {key: Link(entry.id, entry.phrase, 1.0) for key, entry in entries.items()}

    def _compare(self, keys: Sequence[str]) -> dict[str, Link]:
        """Return the nearest of the names that each key can mean; of several the first label."""
        able = {key: names for key in keys if (names := self._choose(key)) is not None}
        if not able:
            return {}
        sizes = [len(names) for names in able.values()]
        owners = np.repeat(np.arange(len(able)), sizes)
        scores = self._multiply(np.concatenate(list(able.values())), owners, self._embed(able))
        found = {}
        parts = np.split(scores, np.cumsum(sizes)[:-1])
        for (key, names), part in zip(able.items(), parts, strict=True):
            best = int(part.argmax())
            entry = self._entries[names[best]]
            if part[best] >= LOOK:
                found[key] = Link(entry.id, entry.phrase, float(part[best]))
        return found

    def _choose(self, key: str) -> Places | None:
        """Return the names that share the rarest stem of a key."""
        held = [self._holders[stem] for stem in _list_stems(key) if stem in self._holders]
        return min(held, key=len) if held else None

    def _multiply(self, names: Places, owners: Places, vectors: Vector) -> Vector:
        """Return the cosine of each name and its owner; scipy takes ten times as long for few."""
        starts = self._rows.indptr[names]
        sizes = self._rows.indptr[names + 1] - starts
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(starts - ends + sizes, sizes)
        columns = self._rows.indices[places]
        shares = self._rows.data[places] * vectors[np.repeat(owners, sizes), columns]
        return np.asarray(np.add.reduceat(shares, ends - sizes), dtype=np.float64)

    def _embed(self, keys: Collection[str]) -> Vector:
        """Return the vectors of keys, of length 1; the last column is for what no name has."""
        unknown = len(self._columns)
        vectors = np.zeros((len(keys), unknown + 1))
        for vector, key in zip(vectors, keys, strict=True):
            grams = Counter(self._columns.get(gram, unknown) for gram in list_grams(key))
            columns = list(grams)
            values = self._weights[columns] * (1 + np.log(list(grams.values())))
            vector[columns] = values / np.sqrt(values @ values)
        return vectors


def _list_stems(key: str) -> list[str]:
    """Return the first four letters of each word, and the pairs of Chinese characters."""
    return [first or pair for first, pair in _STEMS.findall(key)]


def _weigh_unknown(names: int) -> float:
    """Return the weight of a gram that no name has: it makes a phrase less like every name."""
    return float(np.log(1 + names) + 1)
