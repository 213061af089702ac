"""Pairs of named things that are worth comparing, out of all pairs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from text.vectors import Matrix, Sparse, count, embed, list_grams, list_words, shorten

Pairs = NDArray[np.int64]

_CHUNK = 500
_RARE = 0.01
_FEWEST_RARE = 100
_ALIKE = 0.5
_CLOSE = 0.9
_CLOSEST = 5
_CROWD = 8
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, slots=True)
class Thing:
    """What is known of one.

    Attributes:
        names: its name, then its other names.
        text: what describes it; may be empty.
        company: ids of what it is joined to.
        vector: of the graph's own model; empty without one.
    """

    names: tuple[str, ...]
    text: str = ""
    company: frozenset[str] = frozenset()
    vector: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """All names of all things, flat.

    Attributes:
        texts: the names; of each thing first its own name.
        owners: the thing of each name.
        labels: where each thing's own name is.
    """

    texts: list[str]
    owners: Pairs
    labels: Pairs
    grams: Sparse
    words: Sparse

    @classmethod
    def of(cls, things: Sequence[Thing]) -> "Names":
        """Lay the names of all things side by side."""
        texts = [name for thing in things for name in thing.names]
        sizes = np.array([len(thing.names) for thing in things], dtype=np.int64)
        owners = np.repeat(np.arange(len(things)), sizes)
        words = count(sorted(set(list_words(name)) - _ARTICLES) for name in texts)
        return cls(texts, owners, np.cumsum(sizes) - sizes, count(map(list_grams, texts)), words)

    def list_candidates(self, close: Pairs) -> Pairs:
        """Return rows of two names, one of each thing, of which the first is a thing's own."""
        found = [*self._list_by_grams(), self._list_by_words(), self.labels[close]]
        pairs = np.concatenate([one.reshape(-1, 2) for one in found])
        pairs = pairs[self.owners[pairs[:, 0]] != self.owners[pairs[:, 1]]]
        return np.unique(pairs, axis=0)

    def _list_by_grams(self) -> Iterator[Pairs]:
        """Yield pairs whose rare trigrams are alike."""
        holders = np.bincount(self.grams.indices, minlength=self.grams.shape[1])
        rare = holders <= max(_FEWEST_RARE, _RARE * len(self.texts))
        vectors = shorten(embed(self.grams)[:, np.flatnonzero(rare)])
        across = vectors.T.tocsr()
        for start in range(0, len(self.labels), _CHUNK):
            own = self.labels[start : start + _CHUNK]
            alike = (vectors[own] @ across).tocoo()
            kept = alike.data >= _ALIKE
            yield np.stack([own[alike.row[kept]], alike.col[kept]], axis=1)

    def _list_by_words(self) -> Pairs:
        """Return pairs that have the same words, but of words that a crowd has."""
        same: dict[tuple[int, ...], list[int]] = defaultdict(list)
        bounds = self.words.indptr
        for name in range(len(self.texts)):
            key = tuple(self.words.indices[bounds[name] : bounds[name + 1]].tolist())
            if key:
                same[key].append(name)
        own = set(self.labels.tolist())
        found = [
            (label, name)
            for members in same.values()
            if len(set(self.owners[members].tolist())) <= _CROWD
            for label in members
            if label in own
            for name in members
        ]
        return np.array(found, dtype=np.int64).reshape(-1, 2)


def list_close(vectors: Matrix) -> Pairs:
    """Return each thing with those closest to it."""
    found = [np.zeros((0, 2), dtype=np.int64)]
    closest = min(_CLOSEST + 1, len(vectors))
    for start in range(0, len(vectors), _CHUNK):
        cosines = vectors[start : start + _CHUNK] @ vectors.T
        best = np.argpartition(-cosines, closest - 1, axis=1)[:, :closest]
        rows, places = np.nonzero(np.take_along_axis(cosines, best, axis=1) >= _CLOSE)
        found.append(np.stack([rows + start, best[rows, places]], axis=1))
    return np.concatenate(found)
