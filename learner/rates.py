"""Mixtures whose items have a rate of success for each kind of learner, fitted by EM."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from learner.answers import Patterns
from learner.mixture import EDGE, ClassCounts, count_classes
from learner.squarem import Stop, climb

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

WEIGHT = 5.0  # answers that the prior of a rate is worth, as Beta(2, 5) of DINA
CONCENTRATION = 0.1  # learners that the prior of a class is worth, as Dirichlet(1.1) of DINA


@dataclass(frozen=True, slots=True)
class RateDesign:
    """Which rate serves an item in a class, and where rates and classes start.

    Shapes:
        ``N`` items, ``C`` classes, ``D`` rates.

    Attributes:
        place: ``(N, C)`` index of the rate.
        rates: ``(D,)`` in (0, 1), where the fit starts.
        modes: ``(D,)`` the most probable rates before any answer.
        prior: ``(C,)`` shares of the classes at the start; sums to 1.
        weight: answers that the prior of a rate is worth, 0 or more.
    """

    place: IntArray
    rates: FloatArray
    modes: FloatArray
    prior: FloatArray
    weight: float = WEIGHT


@dataclass(frozen=True, slots=True)
class RateFit:
    """``(N, C)`` chances, ``(C,)`` prior, ``(D,)`` rates, and how the fit went."""

    chances: FloatArray
    prior: FloatArray
    rates: FloatArray
    log_likelihood: float
    iterations: int
    converged: bool


def fit_rates(patterns: Patterns, design: RateDesign, stop: Stop) -> RateFit:
    r"""Maximise the posterior under Beta priors on the rates and Dirichlet(1.1) on the classes.

    A rate's prior is :math:`B(1 + w m, 1 + w (1 - m))` for the mode *m* and the weight *w*.
    """

    def step(angles: FloatArray) -> tuple[FloatArray, float]:
        rates, prior = _to_rates(angles, len(design.rates))
        counts = count_classes(patterns, rates[design.place], prior)
        objective = counts.log_likelihood + _weigh_prior(rates, prior, design)
        return _to_angles(*_maximise(counts, design)), objective

    def fold(angles: FloatArray) -> FloatArray:
        return _to_angles(*_to_rates(angles, len(design.rates)))

    reached = climb(step, fold, _to_angles(design.rates, design.prior), stop)
    rates, prior = _to_rates(reached.point, len(design.rates))
    return RateFit(
        rates[design.place],
        prior,
        rates,
        reached.trace[-1] - _weigh_prior(rates, prior, design),
        reached.iterations,
        reached.converged,
    )


def _maximise(counts: ClassCounts, design: RateDesign) -> tuple[FloatArray, FloatArray]:
    places, size = design.place.ravel(), len(design.rates)
    tries = np.bincount(places, counts.tries.ravel(), size) + design.weight
    right = np.bincount(places, counts.right.ravel(), size) + design.weight * design.modes
    share = np.divide(right, tries, out=design.modes.copy(), where=tries > 0)
    prior = counts.groups + CONCENTRATION
    return np.clip(share, EDGE, 1.0 - EDGE), prior / prior.sum()


def _weigh_prior(rates: FloatArray, prior: FloatArray, design: RateDesign) -> float:
    told = design.modes * np.log(rates) + (1.0 - design.modes) * np.log1p(-rates)
    share = np.log(np.maximum(prior, EDGE)).sum()
    return float(design.weight * told.sum() + CONCENTRATION * share)


def _to_angles(rates: FloatArray, prior: FloatArray) -> FloatArray:
    """Return both as one vector on which steps of equal length are about equally surprising."""
    return np.concatenate((np.arcsin(np.sqrt(rates)), np.sqrt(prior)))


def _to_rates(angles: FloatArray, count: int) -> tuple[FloatArray, FloatArray]:
    sines, roots = np.sin(angles[:count]), angles[count:]
    squares = roots * roots
    return np.clip(sines * sines, EDGE, 1.0 - EDGE), squares / squares.sum()
