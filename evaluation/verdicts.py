"""How well a model did in a trial: every figure, and how it varies over learners."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.trials import Trial
from metrics.calibration import (
    CalibrationBin,
    list_bins,
    lose_log,
    measure_ece,
    measure_log_loss,
    measure_rmse,
    share_among_bins,
)
from metrics.classification import measure_auc
from metrics.hits import HitFigures, Hits, count_hits, measure_hits
from metrics.intervals import keep_asked, resample_auc, resample_mean

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

RECOMMENDED = 0.5  # a predicted chance from here on is a recommendation
_RESAMPLE_SEED = 6007
PARTS = ("all", "simple", "complex")
_CHANCES = ("auc", "log_loss", "rmse", "ece", "accuracy")
_HITS = (
    *("precision", "recall", "f1"),
    *("macro_precision", "macro_recall", "macro_f1", "macro_f1_with_zeros"),
)
FIGURES = (*_CHANCES, *(f"{name}_{part}" for part in PARTS for name in _HITS))
"""Names of all figures: those of chances, and those of recommendations for each part."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Figures in the order of ``FIGURES``.

    Attributes:
        values: ``(F,)``, NaN where there is nothing to measure.
        draws: ``(B, F)`` the same of resamples of learners.
        bins: predicted chances against shares of right answers.
        counts: of people with something recommended or true, and of those with nothing true, for
            each of ``PARTS``.
    """

    values: FloatArray
    draws: FloatArray
    bins: tuple[CalibrationBin, ...]
    counts: tuple[tuple[int, int], ...]


def judge(
    trial: Trial, chances: FloatArray, is_complex: BoolArray, resamples: FloatArray
) -> Verdict:
    """Return how well ``(R,)`` chances meet the answers of a trial.

    Args:
        trial: with the answers.
        chances: predicted, in [0, 1].
        is_complex: ``(N,)`` whether the item is.
        resamples: ``(B, M)`` of the learners of the whole set.
    """
    person, people = trial.person, resamples.shape[1]
    resamples = keep_asked(resamples, np.bincount(person, minlength=people) > 0, _RESAMPLE_SEED)
    values = [
        measure_auc(chances, trial.right),
        measure_log_loss(chances, trial.right),
        measure_rmse(chances, trial.right),
        measure_ece(chances, trial.right),
        float(np.mean((chances >= RECOMMENDED) == trial.right)),
    ]
    draws = [*_resample_chances(trial, chances, resamples)]
    counts = list[tuple[int, int]]()
    for candidates in _list_candidates(trial, is_complex):
        hits = count_hits(
            candidates & (chances >= RECOMMENDED), candidates & trial.right, person, people
        )
        told = measure_hits(hits)
        values += _list_values(told)
        draws += _resample_hits(hits, resamples)
        counts.append((told.people, told.without_truth))
    bins = list_bins(chances, trial.right)
    return Verdict(np.array(values), np.column_stack(draws), bins, tuple(counts))


def _list_candidates(trial: Trial, is_complex: BoolArray) -> tuple[BoolArray, ...]:
    """Return for each of ``PARTS`` what may be recommended: ``(R,)`` in the knowledge set."""
    hard = is_complex[trial.asked.item]
    return trial.met, trial.met & ~hard, trial.met & hard


def _list_values(told: HitFigures) -> list[float]:
    return [getattr(told, name) for name in _HITS]


def _resample_chances(
    trial: Trial, chances: FloatArray, resamples: FloatArray
) -> tuple[FloatArray, ...]:
    """Return ``(B,)`` draws of each of ``_CHANCES``."""
    person, people, right = trial.person, resamples.shape[1], trial.right
    counts = np.bincount(person, minlength=people).astype(np.float64)

    def mean(values: FloatArray) -> FloatArray:
        sums = np.bincount(person, values, people).astype(np.float64)
        return resample_mean(sums, counts, resamples)

    return (
        resample_auc(chances, right, person, resamples),
        mean(lose_log(chances, right)),
        np.sqrt(mean((chances - right) ** 2)),
        _resample_ece(trial, chances, resamples, counts),
        mean(((chances >= RECOMMENDED) == right).astype(np.float64)),
    )


def _resample_ece(
    trial: Trial, chances: FloatArray, resamples: FloatArray, counts: FloatArray
) -> FloatArray:
    """Return ``(B,)`` calibration errors with the bins of all answers."""
    people, shares = resamples.shape[1], share_among_bins(chances)
    away = (trial.right - chances)[:, None] * shares
    gaps = np.column_stack([np.bincount(trial.person, part, people) for part in away.T])
    with np.errstate(invalid="ignore"):
        return np.asarray(np.abs(resamples @ gaps).sum(axis=1) / (resamples @ counts))


def _resample_hits(hits: Hits, resamples: FloatArray) -> list[FloatArray]:
    """Return ``(B,)`` draws of each of ``_HITS``."""
    true, some = hits.with_truth.astype(np.float64), hits.counted.astype(np.float64)
    parts = (
        (hits.both, hits.found),
        (hits.both, hits.expected),
        (2.0 * hits.both, hits.found + hits.expected),
        (hits.precision * some, some),
        (hits.recall * true, true),
        (hits.f1 * true, true),
        (hits.f1 * some, some),
    )
    return [resample_mean(values, counts, resamples) for values, counts in parts]
