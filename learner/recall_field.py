"""Retrieval DINA where groups of classes are too many: skills taken as independent."""

import numpy as np
from numpy.typing import NDArray

from learner.dina import Dina
from learner.maximisation import START, maximise_rates
from learner.mean_field import (
    SWEEPS,
    MeanField,
    pass_softly,
    sweep_skills,
    weigh_belief,
    weigh_rates,
)
from learner.recall import Rows, count_answers_of, count_retrieved, weigh_rows
from learner.squarem import Stop

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


def fit_rows_softly(
    rows: Rows, q: BoolArray, start: Dina | MeanField | None, stop: Stop
) -> MeanField:
    """Fit by variational EM over attempts, as :func:`learner.mean_field.fit_mean_field` does."""
    rates, half = np.full(len(q), START), np.full(q.shape[1], 0.5)
    model = start if isinstance(start, MeanField) else MeanField(q, rates, rates, half)
    belief, totals = np.tile(model.prior, (rows.learners, 1)), count_answers_of(rows, len(q))
    trace: list[float] = []
    for _ in range(stop.iterations):
        weight, base = weigh_rows(rows, model.slip, model.guess)
        belief = sweep_skills(q, model.prior, weight, belief)
        passed = pass_softly(q, belief)
        told = float(base.sum() + (weight * passed).sum())
        trace.append(told + weigh_belief(model.prior, belief) + weigh_rates(model))
        if len(trace) > 1 and stop.accepts(trace[-1] - trace[-2], trace[-1]):
            return MeanField(q, model.slip, model.guess, model.prior, tuple(trace))
        able = count_retrieved(rows, passed, model.slip, model.guess)
        prior = (belief.sum(axis=0) + 0.1) / (len(belief) + 0.2)
        model = MeanField(q, *maximise_rates(able, totals), prior)
    return MeanField(q, model.slip, model.guess, model.prior, tuple(trace), converged=False)


def judge_rows_softly(rows: Rows, model: MeanField) -> tuple[FloatArray, FloatArray]:
    """Return ``(M, N)`` P(every skill of the item) and ``(M, K)`` P(skill)."""
    weight, _ = weigh_rows(rows, model.slip, model.guess)
    belief = np.tile(model.prior, (rows.learners, 1))
    for _ in range(SWEEPS):
        before, belief = belief, sweep_skills(model.q, model.prior, weight, belief)
        if np.abs(belief - before).max(initial=0.0) < 1e-6:
            break
    return pass_softly(model.q, belief), belief
