"""How hard items are, out of their words: a ridge regression on TF-IDF."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learner.responses import BoolArray, FloatArray, ItemText
from learner.words import PARTS, list_item_words
from text.vectors import count, embed, reduce

_DENSE = 600  # items or words up to which every dimension is kept
_DIMENSIONS = 300  # else
_PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, np.inf)


@dataclass(frozen=True, slots=True)
class TextPrior:
    """What texts say of a number that each item has.

    Attributes:
        expected: ``(N,)`` of every item, those without text and those to be predicted included.
        left_out: ``(N,)`` the same of a known item as if it were not known; NaN for others.
        penalty: chosen by the squared error of ``left_out``; infinite: words say nothing.
        gain: share of the weighed variance of known items that ``left_out`` explains, at most 1.
    """

    expected: FloatArray
    left_out: FloatArray
    penalty: float
    gain: float


def fit_text_prior(
    texts: Sequence[ItemText],
    values: FloatArray,
    trust: FloatArray,
    parts: Sequence[str] = PARTS,
) -> TextPrior:
    """Fit a ridge regression, its penalty chosen by leaving out one item at a time.

    Args:
        texts: of N items.
        values: ``(N,)``.
        trust: ``(N,)`` how much each value counts; 0: not known.
        parts: of the questions that are read.
    """
    known = trust > 0
    features = _list_features(
        [[word for word, _ in list_item_words(each, parts)] for each in texts]
    )
    tried = [_fit(features, values, trust, known, penalty) for penalty in _PENALTIES]
    spread = _measure_error(tried[-1][1], values, trust, known)
    errors = [_measure_error(left_out, values, trust, known) for _, left_out in tried]
    best = int(np.argmin(errors[::-1]))  # of equal ones the largest penalty
    expected, left_out = tried[::-1][best]
    gain = 1.0 - errors[::-1][best] / spread if spread > 0 else 0.0
    return TextPrior(expected, left_out, float(_PENALTIES[::-1][best]), gain)


def _list_features(documents: Sequence[Sequence[str]]) -> FloatArray:
    """Return ``(N, d)`` TF-IDF, turned into few dimensions; of large banks their main ones."""
    rows = embed(count(documents))
    if not min(rows.shape):
        return np.zeros((len(documents), 1))
    if min(rows.shape) > _DENSE:
        return reduce(rows, _DIMENSIONS, 0).astype(np.float64)
    left, sizes, _ = np.linalg.svd(rows.toarray().astype(np.float64), full_matrices=False)
    return np.asarray(left * sizes, dtype=np.float64)


def _fit(
    features: FloatArray, values: FloatArray, trust: FloatArray, known: BoolArray, penalty: float
) -> tuple[FloatArray, FloatArray]:
    """Return what is expected of every item, and of the known ones left out."""
    total = trust.sum()
    middle = trust @ features / max(total, 1e-300)
    mean = float(trust @ np.where(known, values, 0.0) / max(total, 1e-300))
    moved = features - middle
    share = trust / max(total, 1e-300)
    if np.isinf(penalty):
        expected, leverage = np.full(len(values), mean), share
    else:
        bend = (moved.T * trust) @ moved
        bend += (
            penalty * trust[known].mean() * np.eye(len(bend)) if known.any() else np.eye(len(bend))
        )
        rests = np.where(known, values - mean, 0.0)
        expected = mean + moved @ np.linalg.solve(bend, moved.T @ (trust * rests))
        leverage = share + trust * (moved * np.linalg.solve(bend, moved.T).T).sum(axis=1)
    away = (np.where(known, values, 0.0) - expected) / np.maximum(1.0 - leverage, 1e-9)
    return expected, np.where(known, values - away, np.nan)


def _measure_error(
    left_out: FloatArray, values: FloatArray, trust: FloatArray, known: BoolArray
) -> float:
    """Return the weighed mean of the squares of what is left out."""
    away = np.where(known, left_out - values, 0.0)
    return float(trust @ away**2 / max(trust.sum(), 1e-300))
