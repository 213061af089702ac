"""Parameters of the DINA model from expected counts: the M-step of its EM algorithm."""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns
from learner.expectation import Counts

FloatArray = NDArray[np.float64]
Method = Literal["map", "ml"]

START = 0.2  # slip and guess before any answer: the mode of Beta(2, 5)
EDGE = 1e-10  # slip and guess stay this far inside (0, 1), so that no answer is impossible
UNSEEN = 1e-9  # fewer answers than this are rounding, not answers


class Parameters(NamedTuple):
    """``(N,)`` slip, ``(N,)`` guess, ``(C,)`` prior; as :class:`learner.dina.Dina` has them."""

    slip: FloatArray
    guess: FloatArray
    prior: FloatArray


class Totals(NamedTuple):
    """``(N,)`` answers to each item, and the right ones of them, partial scores as fractions."""

    tries: FloatArray
    right: FloatArray


def count_answers(patterns: Patterns) -> Totals:
    """Return the answers that the expected counts divide up."""
    return Totals(patterns.tries @ patterns.weight, patterns.right @ patterns.weight)


def maximise(counts: Counts, totals: Totals, method: Method) -> Parameters:
    """Return the parameters under which the counts are most likely (ml) or most probable (map)."""
    slip, guess = maximise_rates(Totals(counts.tries, counts.right), totals, method)
    learners = counts.groups.sum()
    if method == "ml":
        return Parameters(slip, guess, counts.groups / learners)
    prior = (counts.groups + 0.1) / (learners + 0.1 * len(counts.groups))
    return Parameters(slip, guess, prior)


def maximise_rates(
    able: Totals, totals: Totals, method: Method = "map"
) -> tuple[FloatArray, FloatArray]:
    """Return slip and guess from the answers of those with every skill, and of everybody."""
    tries, right = totals.tries - able.tries, totals.right - able.right
    failed = able.tries - able.right
    if method == "ml":
        return _divide(failed, able.tries), _divide(right, tries)
    slip, guess = (failed + 1.0) / (able.tries + 5.0), (right + 1.0) / (tries + 5.0)
    crossed = guess > 1.0 - slip
    if crossed.any():
        pooled = (totals.right + 5.0) / (totals.tries + 10.0)
        slip, guess = np.where(crossed, 1.0 - pooled, slip), np.where(crossed, pooled, guess)
    return slip, guess


def weigh_prior(parameters: Parameters) -> float:
    """Return the log density of Beta(2, 5) and Dirichlet(1.1), up to a constant."""
    slip, guess, prior = parameters
    rates = np.concatenate((slip, guess))
    return float(
        np.log(rates).sum()
        + 4.0 * np.log1p(-rates).sum()
        + 0.1 * np.log(np.maximum(prior, EDGE)).sum()
    )


def to_angles(parameters: Parameters) -> FloatArray:
    r"""Return :math:`(\arcsin\sqrt s, \arcsin\sqrt g, \sqrt\pi)` as one vector.

    There steps of equal length are about equally surprising (the Fisher metric is flat), and every
    vector stands for parameters, so that an extrapolation never leaves the model.
    """
    slip, guess, prior = parameters
    return np.concatenate((np.arcsin(np.sqrt(np.concatenate((slip, guess)))), np.sqrt(prior)))


def to_parameters(angles: FloatArray, items: int) -> Parameters:
    """Return the parameters that any vector stands for: the inverse of ``to_angles``."""
    sines, roots = np.sin(angles[: 2 * items]), angles[2 * items :]
    rates = np.minimum(np.maximum(sines * sines, EDGE), 1.0 - EDGE)
    squares = roots * roots
    return Parameters(rates[:items], rates[items:], squares / squares.sum())


def uncross(parameters: Parameters) -> Parameters:
    """Lower each guess to at most 1 - slip."""
    slip, guess, prior = parameters
    return Parameters(slip, np.minimum(guess, 1.0 - slip), prior)


def _divide(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return the share inside the edges, and ``START`` where there is nothing to divide."""
    share = np.divide(part, whole, out=np.full(len(part), START), where=whole > UNSEEN)
    inside: FloatArray = np.minimum(np.maximum(share, EDGE), 1.0 - EDGE)
    return inside
