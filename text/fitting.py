"""Linear models of short texts, fitted; apart from what uses them, which needs no optimiser."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import coo_matrix

from text.linear import Floats, Linear, hash_grams

Sparse = Any
"""A ``scipy.sparse.csr_matrix``: scipy tells no types."""

_minimize: Any = minimize
_matrix: Any = coo_matrix


def fit_linear(
    texts: Sequence[str],
    labels: Sequence[str],
    buckets: int,
    strength: float,
    importance: Sequence[float] | None = None,
) -> Linear:
    """Fit each class against the rest; a model of two classes scores only the second.

    Args:
        texts: what to learn from.
        labels: the class of each text.
        buckets: a power of two.
        strength: of the quadratic penalty that holds the weights small.
        importance: how often each text counts; 1 unless told.
    """
    rows = _list_rows(texts, buckets)
    rarity = np.log((1 + rows.shape[0]) / (1 + rows.getnnz(axis=0))) + 1
    rows = rows.multiply(rarity).tocsr()
    names = sorted(set(labels))
    weighed = np.ones(len(texts)) if importance is None else np.array(importance, dtype=np.float64)
    wanted = names if len(names) > 2 else names[1:]
    signs = {
        name: np.array([1.0 if label == name else -1.0 for label in labels]) for name in wanted
    }
    fitted = [_fit(rows, signs[name], weighed, strength) for name in wanted]
    weights = np.stack([each[:-1] * rarity for each in fitted], axis=1)
    return Linear(weights, np.array([each[-1] for each in fitted]), tuple(wanted))


def _fit(rows: Sparse, signs: Floats, importance: Floats, strength: float) -> Floats:
    """Return weights and bias of a logistic regression with a quadratic penalty."""

    def measure(point: Floats) -> tuple[float, Floats]:
        weights, bias = point[:-1], point[-1]
        margins = signs * (rows @ weights + bias)
        loss = importance @ np.logaddexp(0, -margins) + strength / 2 * weights @ weights
        pull = -signs * importance / (1 + np.exp(np.clip(margins, -50, 50)))
        return float(loss), np.append(rows.T @ pull + strength * weights, pull.sum())

    start = np.zeros(rows.shape[1] + 1)
    solved = _minimize(measure, start, jac=True, method="L-BFGS-B")
    return cast("Floats", solved.x)


def _list_rows(texts: Sequence[str], buckets: int) -> Sparse:
    """Return the counts of each text's grams over the root of how many it has."""
    found, owners = hash_grams(texts, buckets)
    lengths = np.sqrt(np.maximum(np.bincount(owners, minlength=len(texts)), 1))
    shares = 1 / lengths[owners]
    return _matrix((shares, (owners, found)), shape=(len(texts), buckets)).tocsr()
