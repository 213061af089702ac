"""The ability that a phrase names: by a name of its own, else by the likeness of the letters."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from text.matching import Entry
from text.normalise import normalise
from text.vectors import count, list_grams, shorten, weigh

LEAST = 0.7
"""The cosine from which a phrase is taken for a name; from .6 on, a person had better look."""

_matrix: Any = csr_matrix


@dataclass(frozen=True, slots=True)
class Link:
    """What a phrase most likely names; ``score`` is 1 for a name itself, else the cosine."""

    id: str
    name: str
    score: float


class Linker:
    """Knows the names of abilities by their letters.

    A phrase that is a name is that ability. Otherwise its trigrams and Chinese characters, weighed
    by how rare they are among the names, are compared with those of every name.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = sorted(entries, key=lambda entry: (not entry.is_label, entry.id))
        self._exact: dict[str, Entry] = {}
        for entry in self._entries:
            self._exact.setdefault(normalise(entry.phrase), entry)
        documents = [list_grams(entry.phrase) for entry in self._entries]
        known = sorted({gram for document in documents for gram in document})
        self._columns = {gram: column for column, gram in enumerate(known)}
        counts = count(documents)
        self._weights: NDArray[np.float32] = weigh(counts)
        self._names = self._embed(counts).T.tocsr()
        self._met: dict[str, Link | None] = {}

    def link(self, phrases: Sequence[str]) -> list[Link | None]:
        """Return what is most like each phrase, None where nothing is at all like it."""
        keys = [normalise(phrase) for phrase in phrases]
        new = sorted({key for key in keys if key not in self._met})
        exact = {key: self._exact[key] for key in new if key in self._exact}
        self._met |= {key: Link(entry.id, entry.phrase, 1.0) for key, entry in exact.items()}
        open_keys = [key for key in new if key not in exact]
        self._met |= dict(zip(open_keys, self._compare(open_keys), strict=True))
        return [self._met[key] for key in keys]

    def _compare(self, keys: Sequence[str]) -> list[Link | None]:
        if not keys or not self._entries:
            return [None] * len(keys)
        alike = (self._embed(self._count(keys)) @ self._names).tocsr()
        return [self._best(alike, row) for row in range(len(keys))]

    def _best(self, alike: Any, row: int) -> Link | None:
        start, end = alike.indptr[row], alike.indptr[row + 1]
        if start == end:
            return None
        scores, columns = alike.data[start:end], alike.indices[start:end]
        best = scores.max()
        entry = self._entries[int(columns[scores >= best - 1e-6].min())]
        return Link(entry.id, entry.phrase, float(best))

    def _count(self, keys: Sequence[str]) -> Any:
        """Return the counts of each key's grams; grams that no name has lengthen it (last)."""
        starts, columns, values = [0], list[int](), list[float]()
        unknown = len(self._columns)
        for key in keys:
            held: dict[int, int] = defaultdict(int)
            for gram in list_grams(key):
                held[self._columns.get(gram, unknown)] += 1
            columns += held
            values += held.values()
            starts.append(len(columns))
        shape = (len(keys), unknown + 1)
        return _matrix((np.array(values, dtype=np.float32), columns, starts), shape=shape)

    def _embed(self, counts: Any) -> Any:
        rare = np.float32(np.log(1 + len(self._entries)) + 1)
        weights = np.append(self._weights, rare)
        rows = counts.copy()
        rows.data = (1 + np.log(rows.data)) * weights[rows.indices]
        rows.resize((rows.shape[0], len(self._columns) + 1))
        return shorten(rows)
