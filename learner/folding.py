"""Logistic regressions of many learners at once, each on its own answers."""

import numpy as np

from learner.cells import Cells
from learner.logistic import squash
from learner.responses import FloatArray

_STEPS = 25
_CLOSE = 1e-8  # no step of a learner is longer at the end


def fold_logistic(
    cells: Cells, offsets: FloatArray, sides: FloatArray, penalty: FloatArray
) -> FloatArray:
    """Return each learner's coefficients by Newton's method with halved steps, from 0.

    Args:
        cells: ``(R,)`` answers of M learners to N items.
        offsets: ``(R,)`` what stands beside the regression in the log-odds.
        sides: ``(N, q)`` regressors.
        penalty: ``(q,)`` of half the square of each coefficient, above 0.

    Returns:
        ``(M, q)``; 0 for a learner without answers.
    """
    width = sides.shape[1]
    pairs = (sides[:, :, None] * sides[:, None, :]).reshape(len(sides), -1)
    found, pace = np.zeros((cells.shape[0], width)), np.ones((cells.shape[0], 1))
    cost = _measure(cells, offsets, sides, penalty, found)
    for _ in range(_STEPS):
        chance = squash(offsets + (found[cells.learner] * sides[cells.item]).sum(axis=1))
        slope = cells.spread(chance - cells.score) @ sides + penalty * found
        bend = (cells.spread(chance * (1 - chance)) @ pairs).reshape(-1, width, width)
        step = np.linalg.solve(bend + np.diag(penalty), slope[:, :, None])[:, :, 0]
        if np.abs(step).max(initial=0.0) < _CLOSE:
            break
        tried = found - pace * step
        there = _measure(cells, offsets, sides, penalty, tried)
        better = (there <= cost + 1e-12)[:, None]
        found, pace = np.where(better, tried, found), np.where(better, 1.0, pace / 2)
        cost = np.where(better[:, 0], there, cost)
    return found


def _measure(
    cells: Cells, offsets: FloatArray, sides: FloatArray, penalty: FloatArray, at: FloatArray
) -> FloatArray:
    """Return each learner's penalised negative log-likelihood."""
    logits = offsets + (at[cells.learner] * sides[cells.item]).sum(axis=1)
    losses = np.logaddexp(0.0, logits) - cells.score * logits
    sums = np.bincount(cells.learner, losses, cells.shape[0])
    return np.asarray(sums + 0.5 * (at**2) @ penalty, dtype=np.float64)
