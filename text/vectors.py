"""Vectors of short texts, made here and now: weighed n-grams or words, and their main dimensions.

Nothing is fetched or trained beforehand: the weights are those of the texts themselves.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from text.normalise import CJK, normalise
from text.segment import fold, tokens

Matrix = NDArray[np.float32]
Sparse = Any
"""A ``scipy.sparse.csr_matrix``: scipy tells no types."""

_matrix: Any = sparse.csr_matrix
_CHINESE = re.compile(f"[{CJK}]")
_OVERSAMPLED, _POWERS = 10, 2


def list_grams(name: str) -> list[str]:
    """Return the trigrams of a name with a blank at either end, and its Chinese characters."""
    padded = f" {normalise(name)} "
    return [padded[at : at + 3] for at in range(len(padded) - 2)] + _CHINESE.findall(padded)


def list_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    return [fold(token) for token in tokens(text)]


def count(documents: Iterable[Sequence[str]]) -> Sparse:
    """Return how often each feature is in each document, features in the order of their text."""
    starts, columns = [0], list[int]()
    known: dict[str, int] = {}
    for document in documents:
        columns += [known.setdefault(each, len(known)) for each in document]
        starts.append(len(columns))
    ranks = np.empty(len(known), dtype=np.int64)
    ranks[[known[each] for each in sorted(known)]] = np.arange(len(known))
    shape = (len(starts) - 1, len(known))
    placed = ranks[columns] if columns else np.zeros(0, dtype=np.int64)
    counted = _matrix((np.ones(len(columns), dtype=np.float32), placed, starts), shape=shape)
    counted.sum_duplicates()
    return counted


def weigh(counts: Sparse) -> NDArray[np.float32]:
    r"""Return each feature's weight, :math:`\ln((1 + N) / (1 + n)) + 1` for n of N documents."""
    holders = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = np.log((1 + counts.shape[0]) / (1 + holders)) + 1
    return np.asarray(weights, dtype=np.float32)


def embed(counts: Sparse) -> Sparse:
    """Return the rows as weighed vectors of length 1; an empty row stays 0."""
    rows = counts.copy()
    rows.data = (1 + np.log(rows.data)) * weigh(counts)[rows.indices]
    return shorten(rows)


def shorten(rows: Sparse) -> Sparse:
    """Return the rows with length 1; an empty row stays 0."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    kept = rows.copy()
    kept.data = kept.data / np.repeat(np.where(lengths > 0, lengths, 1), np.diff(kept.indptr))
    return kept


def reduce(rows: Sparse, dimensions: int, seed: int) -> Matrix:
    """Return the rows in the main dimensions that they vary in, with length 1 (or 0).

    Latent semantic analysis by a randomised singular value decomposition.

    Source:
        Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011,
        algorithms 4.4 and 5.1.
    """
    rank = min(dimensions, *rows.shape)
    rng = np.random.default_rng(seed)
    basis = rows @ rng.standard_normal((rows.shape[1], rank + _OVERSAMPLED)).astype(np.float32)
    for _ in range(_POWERS):
        basis = rows @ (rows.T @ np.linalg.qr(basis)[0])
    basis = np.linalg.qr(basis)[0]
    left, values, _ = np.linalg.svd((rows.T @ basis).T, full_matrices=False)
    points = ((basis @ left) * values)[:, :rank]
    lengths = np.linalg.norm(points, axis=1, keepdims=True)
    points = np.divide(points, lengths, out=np.zeros_like(points), where=lengths > 1e-6)
    return np.asarray(points, dtype=np.float32)
